export { policeChecklist } from './police.checklist.js';
