import type { EventMeta, Recorded } from './event.js';

/** What the stream must look like for an append to happen: its newest revision, or `none`, or `any`. */
export type Expected = number | 'none' | 'any';

/** An event on its way into history. `body` is the exact text that is stored and digested. */
export interface NewEvent {
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly body: string;
  readonly occurredAt: string;
  readonly subjects: readonly string[];
  readonly meta: EventMeta;
}

export interface Append {
  readonly stream: string;
  readonly expected: Expected;
  /** At least one, at most {@link MAX_EVENTS_PER_APPEND}; bodies of at most {@link MAX_BODY_BYTES} bytes. */
  readonly events: readonly NewEvent[];
  /**
   * When it became known, for copying a log or replaying a seeded city. Only a store opened for import takes
   * it.
   */
  readonly recordedAt?: string;
}
export const MAX_EVENTS_PER_APPEND = 500;
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * `duplicate`: exactly these events stand already in this stream; the answer is the first one's.
 * `id-conflict`: an id stands with other content, in another stream, or only in part. An alarm, never an
 * overwrite.
 */
export type AppendOutcome =
  | { readonly outcome: 'ok' | 'duplicate'; readonly revision: number; readonly position: bigint }
  | { readonly outcome: 'version-conflict'; readonly revision: number }
  | { readonly outcome: 'id-conflict'; readonly eventId: string };
// `revision` and `position` are those of the last event of the append; `revision` -1 means: no such stream.

export interface Page {
  readonly events: readonly Recorded[];
  /** Read on from here. Equals the window's end even when nothing in it matched. */
  readonly next: bigint;
}

export interface Capabilities {
  /** Positions run 1, 2, 3 …; a hole is corruption. */
  readonly contiguousPositions: boolean;
  /**
   * Bodies and what stands beside them, of all events of one append together. Missing: no limit beside the
   * port's own.
   */
  readonly maxAppendBytes?: number;
}

/** A function of the caller's own in the store's database, called in the transaction of an append. */
export interface Companion {
  /** Its name with the schema. Written into the statement as it stands: never a text from outside. */
  readonly function: string;
  readonly values: readonly (string | number)[];
}

/** The one door to history. Adapters: PostgreSQL, EventStoreDB, and memory for tests. */
export abstract class EventStore {
  abstract readonly capabilities: Capabilities;
  /**
   * Never throws for a conflict; throws `StoreUnavailable` when the outcome stays unknown after its retries.
   */
  abstract append(append: Append): Promise<AppendOutcome>;
  /**
   * Many appends at once, each as by {@link append}: one may be in conflict and its neighbours are not.
   * Answers in the order asked, with `undefined` where the outcome stays unknown. Two of one stream keep no
   * order.
   */
  appendEach(appends: readonly Append[]): Promise<readonly (AppendOutcome | undefined)[]> {
    const one = async (append: Append) => {
      try {
        return await this.append(append);
      } catch (error) {
        if (error instanceof StoreUnavailable) return undefined;
        throw error;
      }
    };
    return Promise.all(appends.map(one));
  }
  /**
   * Only where the store can hold other tables too (PostgreSQL): appends that expect `any`, at most 2,000
   * events with no id twice, and the companion's call, all or nothing. Answers the position of each append's
   * last event, or `undefined` when an id stands already and so nothing was done. Throws what the companion
   * raises, and `StoreUnavailable`.
   */
  appendWith?(appends: readonly Append[], companion: Companion): Promise<readonly bigint[] | undefined>;
  /** Events of one stream in order, from `fromRevision` (default 0). Empty when there is no such stream. */
  abstract readStream(
    stream: string,
    from?: { revision?: number; limit?: number },
  ): Promise<readonly Recorded[]>;
  /** Events after a position in the order of positions. */
  abstract readAll(from: { after: bigint; limit: number }): Promise<Page>;
  /** Events about one subject in the order of positions. */
  abstract readSubject(
    subject: string,
    from?: { after?: bigint; upTo?: bigint; limit?: number },
  ): Promise<readonly Recorded[]>;
  abstract find(eventId: string): Promise<Recorded | undefined>;
  /** Position of the newest event; 0 in an empty store. */
  abstract head(): Promise<bigint>;
  /**
   * How many events lie beyond a position, counted up to `most`. The difference of two positions says it only
   * where positions are contiguous.
   */
  async countBeyond(position: bigint, most: number): Promise<number> {
    const head = await this.head();
    if (position >= head) return 0;
    if (this.capabilities.contiguousPositions) return Math.min(most, Number(head - position));
    return (await this.readAll({ after: position, limit: most })).events.length;
  }
  /** Position of the newest event recorded at or before an instant; 0 when there is none. */
  abstract positionAt(recordedAt: string): Promise<bigint>;
  /** Resolves when there may be events beyond `position`, at the latest after `timeoutMs`. Never throws. */
  abstract waitBeyond(position: bigint, timeoutMs: number, signal?: AbortSignal): Promise<void>;
  abstract close(): Promise<void>;
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The append itself is wrong (no events, too many, too large, an id twice): nothing was written. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
}
