import type { Fault } from '#kernel';
import type { IntakeRefusal } from './intake.refusals.js';

export const doors = ['http', 'file', 'kafka'] as const;
export type Door = (typeof doors)[number];

/** The order in which every record is looked at; the first step that fails is the one that is reported. */
export const steps = ['size', 'envelope', 'authority', 'schema', 'meaning', 'identity'] as const;
export type Step = (typeof steps)[number];

/** Where in a file a record stood. */
export interface RowOrigin {
  readonly jobId: string;
  readonly file: string;
  /** As the department sees it: the heading is row 1. */
  readonly row: number;
  /** Which of the mapping's events, from 0. */
  readonly entry: number;
}

/** One record as it arrived, before anybody looked into it. */
export interface RawRecord {
  /** Exactly the bytes received: a CloudEvent in structured mode, or in binary mode its data alone. */
  readonly bytes: Buffer;
  /** Binary mode: the attributes the transport carried beside the bytes. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly origin?: RowOrigin;
  /** Where it stood outside of a file, so that the same place is rejected once: `topic/partition@offset`. */
  readonly place?: string;
  /** The door found it unreadable already (a cell that is no date); the checks take this answer over. */
  readonly unreadable?: Rejection;
}

/** Why a record was turned away. */
export interface Rejection {
  readonly step: Step;
  readonly refusal: IntakeRefusal;
  readonly errors?: readonly Fault[];
  /** What could be read of the envelope. */
  readonly source?: string;
  readonly sourceId?: string;
  readonly type?: string;
  readonly region?: string;
  /** Subjects whose personal data stands in it, as far as it could be read: erasing one erases the record. */
  readonly persons?: readonly string[];
  /** Kept instead of the bytes as they came: what is left of them when a forgotten person is taken out. */
  readonly remains?: Buffer;
}

export interface ProblemWords {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly errors?: readonly Fault[];
}

/**
 * `recorded`: it stands in history now. `duplicate`: it stood there already. `rejected`, `alarm`: kept in
 * the list of rejections. `unknown`: the database failed meanwhile; nothing may be assumed, sending it
 * again is safe.
 */
export type Outcome = 'recorded' | 'duplicate' | 'rejected' | 'alarm' | 'unknown';

export interface IntakeResult {
  readonly index: number;
  /** CloudEvents id, where it could be read. */
  readonly id: string | null;
  readonly outcome: Outcome;
  readonly eventId?: string;
  readonly position?: string;
  readonly rejectionId?: string;
  readonly problem?: ProblemWords;
}

export const MAX_RECORD_BYTES = 256 * 1024;
export const MAX_RECORDS_AT_ONCE = 10_000;
