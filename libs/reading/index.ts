export * from './asking.js';
export * from './conditions.js';
export * from './cursor.js';
export * from './history.js';
export * from './page.answers.js';
export * from './reading.module.js';
export * from './reading.refusals.js';
export * from './vantage.js';
