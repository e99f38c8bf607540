export { emergencyChecklist } from './emergency.checklist.js';
