import type { TimelineEntry } from '../api';
import { marksOf } from './marks';
import type { Mark } from './marks';

let count = 0;

/** An invented entry for tests; what is not named is of no matter to the test. */
export function entryOf(told: Partial<TimelineEntry> = {}): TimelineEntry {
  count += 1;
  const id = `entry-${count}`;
  return {
    entryId: id,
    eventId: id,
    facilityId: 'F-1',
    eventType: 'InspectionOpened',
    position: String(count),
    department: 'FIRE',
    kind: 'inspection',
    severity: 'neutral',
    caseId: id,
    chain: id,
    inspectionId: null,
    occurredAt: '2024-05-06T01:00:00Z',
    recordedAt: '2024-05-06T02:00:00Z',
    zh: '检查',
    en: 'Inspected',
    clause: null,
    officers: [],
    documentNo: null,
    dueOn: null,
    evidence: [],
    source: null,
    label: 'L2',
    recordedBy: 'fire-inspector-lanshan',
    ...told,
  };
}

export const markOf = (told: Partial<TimelineEntry>): Mark =>
  marksOf(
    [entryOf({ ...told, recordedAt: told.recordedAt ?? told.occurredAt ?? '2024-05-06T02:00:00Z' })],
    null,
  )[0]!;
