export { facilityCard } from './facility-card.projection.js';
export { facilityCardTable } from './facility-card.table.js';
export { hazard } from './hazard.projection.js';
export { hazardTable } from './hazard.table.js';
export { TimelineModule } from './timeline.module.js';
export { timeline } from './timeline.projection.js';
export { timelineTable } from './timeline.table.js';
