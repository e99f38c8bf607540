import type { PublishedEvent } from '#contracts';
import { silent, type Projection, type Recorded } from '#kernel';
import { enforcementLines } from './enforcement.projection.js';
import { complaintLines, incidentLines } from './occurrence.projection.js';
import { registrationLines } from './registration.projection.js';
import type { TimelineRow } from './timeline.table.js';
import { inspectionLines, rectificationLines } from './visit.projection.js';

/** The facility an event is about; none for what is about posts alone. */
export const facilityOf = ({ event: { data } }: Recorded<PublishedEvent>): readonly string[] =>
  'facilityId' in data && data.facilityId !== undefined ? [data.facilityId] : [];

/**
 * 合规时间线: one line for every act of every department about one facility, in the sentence it was written
 * with.
 */
export const timeline: Projection<PublishedEvent, TimelineRow> = {
  name: 'timeline',
  version: 1,
  partitions: facilityOf,
  partitionSubject: 'facility',
  rules: {
    ...registrationLines,
    ...inspectionLines,
    ...rectificationLines,
    ...enforcementLines,
    ...complaintLines,
    ...incidentLines,
    PostEstablished: silent('a post is no act about a facility'),
    PostAssumed: silent("who holds a post stands in the official's record"),
    PostLeft: silent("who held a post stands in the official's record"),
    DutyAssigned: silent("a duty stands in the official's record; the facility did nothing"),
  },
};
