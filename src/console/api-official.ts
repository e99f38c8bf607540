import type { AsOf } from './api.js';

/** Officials, their posts, what they owed and what they did. */

interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface OfficialSummary {
  readonly officialId: string;
  readonly name: string | null;
  readonly posts: readonly HeldPost[];
  readonly acts: number;
  readonly open: number;
  readonly late: number;
  readonly missing: number;
}
export interface HeldPost {
  readonly postId: string;
  readonly title: string;
  readonly department: string;
  readonly regionCode: string;
  readonly from: string;
  readonly to: string | null;
}
export interface RecordedPost extends HeldPost {
  readonly documentNo: string;
  readonly handedOverTo: string | null;
  readonly eventId: string;
}
export interface Owed {
  readonly obligationId: string;
  readonly kind: 'inspection' | 'recheck' | 'answer';
  readonly facilityId: string;
  readonly caseId: string;
  readonly postId: string;
  readonly basis: Words;
  readonly since: string;
  readonly dueOn: string;
  readonly doneAt: string | null;
  readonly doneBy: string | null;
  readonly state: 'done' | 'late' | 'open' | 'missing';
  /** Working days. */
  readonly daysLate: number | null;
  readonly carriedFrom: string | null;
  readonly passedTo: string | null;
  readonly eventIds: readonly string[];
}
export interface Act extends Words {
  readonly actId: string;
  readonly kind:
    | 'inspected'
    | 'ordered'
    | 'extended'
    | 'verified'
    | 'imposed'
    | 'lifted'
    | 'penalised'
    | 'answered'
    | 'duty-assigned';
  readonly facilityId: string | null;
  readonly caseId: string;
  readonly postId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly eventId: string;
}
export interface OfficialRecord {
  readonly officialId: string;
  readonly name: string | null;
  readonly posts: readonly RecordedPost[];
  readonly owed: readonly Owed[];
  readonly done: readonly Act[];
  readonly position: string;
  readonly asOf: AsOf;
}
