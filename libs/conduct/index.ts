export * from './authoring.js';
export * from './bodies.js';
export * from './conduct.answers.js';
export * from './conduct.module.js';
export * from './conduct.reader.js';
export * from './conduct.refusals.js';
