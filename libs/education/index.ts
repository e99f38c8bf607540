export { educationChecklist } from './education.checklist.js';
