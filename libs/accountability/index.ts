export { AccountabilityModule } from './accountability.module.js';
export { record } from './record.projection.js';
export { recordTable } from './record.table.js';
export { tenure } from './tenure.projection.js';
export { tenureTable } from './tenure.table.js';
