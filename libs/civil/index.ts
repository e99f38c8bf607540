export { civilChecklist } from './civil.checklist.js';
