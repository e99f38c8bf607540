export { healthChecklist } from './health.checklist.js';
