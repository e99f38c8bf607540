export { fireChecklist } from './fire.checklist.js';
