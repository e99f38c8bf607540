export { TraceModule } from './trace.module.js';
export { readModelWords } from './trace.words.js';
