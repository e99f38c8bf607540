export type { InspectionCommand } from './inspection.commands.js';
export { inspection } from './inspection.decider.js';
export { Inspect } from './inspection.handler.js';
export { InspectionModule } from './inspection.module.js';
export { inspectionRefusals } from './inspection.refusals.js';
