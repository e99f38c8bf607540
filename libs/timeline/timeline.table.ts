import type { Evidence } from '#contracts';
import { table, type Label } from '#kernel';

export type EntryKind =
  | 'registration'
  | 'inspection'
  | 'hazard'
  | 'order'
  | 'rectification'
  | 'measure'
  | 'penalty'
  | 'complaint'
  | 'incident';
export type Severity = 'grave' | 'bad' | 'minor' | 'good' | 'neutral';
/** What an entry means for whether the facility may operate. */
export type StatusTurn = 'registered' | 'filed' | 'unfiled' | 'stopped' | 'resumed' | 'closed';

/** One line of a facility's compliance timeline (合规时间线). Its key is the id of the event that put it there. */
export interface TimelineRow {
  readonly facilityId: string;
  readonly eventType: string;
  readonly position: string;
  readonly department: string;
  readonly region: string;
  readonly label: Label;
  readonly kind: EntryKind;
  readonly severity: Severity;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly zh: string;
  readonly en: string;
  readonly clause: string | null;
  /** Inspection, hazard, measure, penalty, complaint or incident. */
  readonly caseId: string | null;
  /** Links finding, order, re-inspection and closure: the hazard's id, otherwise the case's. */
  readonly chain: string | null;
  /** The visit on which a hazard was found. */
  readonly inspectionId: string | null;
  readonly officers: readonly { readonly officialId: string; readonly postId: string }[] | null;
  readonly documentNo: string | null;
  readonly dueOn: string | null;
  readonly evidence: readonly Evidence[] | null;
  readonly statusTurn: StatusTurn | null;
  readonly source: string | null;
  readonly sourceId: string | null;
}

export const timelineTable = table<TimelineRow>({
  columns: {
    facilityId: 'text',
    eventType: 'text',
    position: 'bigint',
    department: 'text',
    region: 'text',
    label: 'text',
    kind: 'text',
    severity: 'text',
    occurredAt: 'timestamptz',
    recordedAt: 'timestamptz',
    recordedBy: 'text',
    zh: 'text',
    en: 'text',
    clause: 'text',
    caseId: 'text',
    chain: 'text',
    inspectionId: 'text',
    officers: 'jsonb',
    documentNo: 'text',
    dueOn: 'date',
    evidence: 'jsonb',
    statusTurn: 'text',
    source: 'text',
    sourceId: 'text',
  },
  indexes: [
    ['facilityId', 'occurredAt', 'position'],
    // What is withheld is counted, and the strip above the lanes drawn, without walking a long timeline.
    ['facilityId', 'label', 'statusTurn'],
  ],
  history: true,
});
