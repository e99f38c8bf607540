import { table, type Label } from '#kernel';

/** What an official does in a post. */
export const actKinds = [
  'inspected',
  'ordered',
  'extended',
  'verified',
  'imposed',
  'lifted',
  'penalised',
  'answered',
  'duty-assigned',
] as const;
export type ActKind = (typeof actKinds)[number];
/** What opens a duty and is nobody's act. */
export type Mark = 'assigned' | 'received';

/**
 * One fact that an official's record tells, once for every officer it names (key: event and ordinal). A
 * fact that names
 * nobody still ends a duty, so it stands here without official and post.
 */
export interface RecordRow {
  readonly kind: ActKind | Mark;
  readonly officialId: string | null;
  readonly postId: string | null;
  readonly department: string;
  readonly region: string;
  readonly label: Label;
  readonly facilityId: string | null;
  /** Inspection, hazard, complaint, measure, penalty or duty: what ties a duty to its end. */
  readonly caseId: string;
  /** The day it was done or began, as the document says it. */
  readonly on: string;
  /** By when the duty that it opens or moves must be done. */
  readonly dueOn: string | null;
  readonly zh: string;
  readonly en: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly position: string;
  readonly eventId: string;
}

export const recordTable = table<RecordRow>({
  columns: {
    kind: 'text',
    officialId: 'text',
    postId: 'text',
    department: 'text',
    region: 'text',
    label: 'text',
    facilityId: 'text',
    caseId: 'text',
    on: 'text',
    dueOn: 'text',
    zh: 'text',
    en: 'text',
    occurredAt: 'timestamptz',
    recordedAt: 'timestamptz',
    position: 'bigint',
    eventId: 'text',
  },
  indexes: [['officialId'], ['postId'], ['caseId']],
  history: true,
});
