export { marketChecklist } from './market.checklist.js';
