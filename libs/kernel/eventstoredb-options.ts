import type { EventIndex, Mark } from './eventstoredb-index.js';

export interface EventStoreDbOptions {
  /** Ids, subjects and times of what the log holds. Closed with the store. */
  readonly index: EventIndex;
  /** Whether this process may fill the index, when nobody else does. Default: it may. */
  readonly fillsIndex?: boolean;
  /**
   * Take `recordedAt` from the caller: for copying a log or replaying a seeded city, one append after the
   * other.
   */
  readonly allowRecordedAt?: boolean;
  readonly retryForMs?: number;
  /** How long one call may take before its outcome counts as unknown. */
  readonly callMs?: number;
  readonly mostWaiting?: number;
  /** How often the head is asked for while someone waits. */
  readonly pollMs?: number;
  /** How long a reader waits for the index before it is told that it is behind. */
  readonly indexWithinMs?: number;
  /** On a server shared with others: the beginning of the names of our streams, there and nowhere else. */
  readonly prefix?: string;
  /** On a server that was used before: nothing at or before this place is ours. */
  readonly origin?: Mark;
}
