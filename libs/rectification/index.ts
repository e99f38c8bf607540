export { openRectificationOnHazardFound } from './follow-hazard.policy.js';
export type { RectificationCommand } from './rectification.commands.js';
export { rectification } from './rectification.decider.js';
export { rectificationPolicy, Rectify } from './rectification.handler.js';
export { RectificationModule } from './rectification.module.js';
export { rectificationRefusals } from './rectification.refusals.js';
