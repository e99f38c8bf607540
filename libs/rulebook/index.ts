export * from './checklist.js';
export * from './shanghai-day.js';
export * from './working-days.js';
