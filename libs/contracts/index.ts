import { ContractBook, type EventContract } from '#kernel';
import * as complaint from './complaint.events.js';
import type { ComplaintEvent } from './complaint.events.js';
import * as enforcement from './enforcement.events.js';
import type { EnforcementEvent } from './enforcement.events.js';
import * as facility from './facility.events.js';
import type { FacilityEvent } from './facility.events.js';
import * as incident from './incident.events.js';
import type { IncidentEvent } from './incident.events.js';
import * as inspection from './inspection.events.js';
import type { InspectionEvent } from './inspection.events.js';
import * as post from './post.events.js';
import type { PostEvent } from './post.events.js';
import * as rectification from './rectification.events.js';
import type { RectificationEvent } from './rectification.events.js';

export * from './code.words.js';
export * from './common.events.js';
export * from './complaint.events.js';
export * from './department.words.js';
export * from './enforcement.events.js';
export * from './facility.events.js';
export * from './field.words.js';
export * from './incident.events.js';
export * from './inspection.events.js';
export * from './money.words.js';
export * from './post.events.js';
export * from './rectification.events.js';
export * from './region.words.js';

/** Everything any department may say. Add a member, and every projection stops compiling until it answers. */
export type PublishedEvent =
  | FacilityEvent
  | InspectionEvent
  | RectificationEvent
  | EnforcementEvent
  | ComplaintEvent
  | IncidentEvent
  | PostEvent;

const families = {
  ...facility,
  ...inspection,
  ...rectification,
  ...enforcement,
  ...complaint,
  ...incident,
  ...post,
};
const isContract = (value: unknown) => typeof value === 'function' && 'admits' in value;

export const publishedEvents = Object.values(families).filter(
  isContract,
) as unknown as readonly EventContract[];
export const contractBook = new ContractBook(publishedEvents);
