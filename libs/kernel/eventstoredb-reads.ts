import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import type { Recorded } from './event.js';
import type { Page } from './event-store.port.js';
import { allOf, type Read, type StoredEvent } from './eventstoredb-collect.js';
import type { Connection, Line } from './eventstoredb-connection.js';
import { recordedOf } from './eventstoredb-events.js';
import { faultOf, Tries } from './eventstoredb-faults.js';
import type { Mark, Place } from './eventstoredb-index.js';
import { runsOf } from './eventstoredb-read-runs.js';

export interface ReadsParts {
  readonly connection: Connection;
  readonly prefix: string;
  readonly origin: Mark | undefined;
  /**
   * How long a server that is away is asked again; 0: whoever asks sees to that, and is given the error as
   * it is.
   */
  readonly retryForMs: number;
  /** How long a read may stand still. */
  readonly callMs: number;
}

/** Only the leader knows the newest; and with `nodePreference=leader`, the default, it is asked anyway. */
const FROM_LEADER = { requiresLeader: true } as const;
const NEWEST = { direction: BACKWARDS, fromRevision: END } as const;
const LEAST_BACKWARDS = 4;
const MOST_BACKWARDS = 4_096;
const LANES = 8;

/**
 * What the server is asked: streams and the whole log. Reading changes nothing, so an outage is a reason to
 * ask again.
 */
export class Reads {
  /**
   * The page that is probably asked for next. Used only when it is full: a shorter one may have grown
   * meanwhile.
   */
  private ahead: { readonly key: string; readonly page: Promise<Page> } | undefined;
  private nextKey: string | undefined;

  constructor(private readonly parts: ReadsParts) {}

  async stream(stream: string, revision: number, limit?: number): Promise<readonly Recorded[]> {
    const stored = await this.stored(stream, revision, limit);
    return stored.flatMap((event) => recordedOf(event, this.parts.prefix) ?? []);
  }

  async stored(stream: string, revision: number, limit = Number.MAX_SAFE_INTEGER): Promise<StoredEvent[]> {
    if (limit <= 0) return [];
    const options = { fromRevision: BigInt(revision), maxCount: limit, ...FROM_LEADER };
    const name = `${this.parts.prefix}${stream}`;
    return this.collected(({ client }) => client.readStream(name, options));
  }

  /** The newest revision of a stream, -1 when there is none. */
  async newestRevision(stream: string): Promise<number> {
    const name = `${this.parts.prefix}${stream}`;
    const options = { ...NEWEST, maxCount: 1, ...FROM_LEADER };
    const [newest] = await this.collected(({ client }) => client.readStream(name, options));
    return newest === undefined ? -1 : Number(newest.revision);
  }

  async page(after: bigint, limit: number): Promise<Page> {
    const key = `${after}+${limit}`;
    const prepared = this.ahead?.key === key ? this.ahead.page : undefined;
    const readsOn = this.nextKey === key;
    this.ahead = undefined;
    let page = await prepared?.catch(() => undefined);
    if (page === undefined || page.events.length < limit) page = await this.pageNow(after, limit);
    const full = page.events.length === limit;
    this.nextKey = full ? `${page.next}+${limit}` : undefined;
    if (full && readsOn) this.prepare(page.next, limit);
    return page;
  }

  /** The newest event of ours; whatever else came after it is passed over. */
  async newest(): Promise<Recorded | undefined> {
    const { prefix, origin } = this.parts;
    let from: Mark | typeof END = END;
    for (let count = LEAST_BACKWARDS; ; count = Math.min(count * 4, MOST_BACKWARDS)) {
      const events = await this.all(from, count, BACKWARDS);
      for (const event of events) {
        if (origin && event.position!.commit <= origin.commit) return undefined;
        const recorded = recordedOf(event, prefix);
        if (recorded) return recorded;
      }
      if (events.length < count) return undefined;
      from = events.at(-1)!.position!;
    }
  }

  /** Events at these places, in the order of positions. */
  async at(places: readonly Place[]): Promise<StoredEvent[]> {
    const waiting = runsOf(places);
    const found: StoredEvent[] = [];
    const lane = async () => {
      for (let run = waiting.pop(); run; run = waiting.pop()) {
        const { stream, from, to, wanted } = run;
        const events = await this.stored(stream, from, to - from + 1);
        found.push(...events.filter(({ revision }) => wanted.has(Number(revision))));
      }
    };
    await Promise.all(Array.from({ length: Math.min(LANES, waiting.length) }, lane));
    return found.sort((a, b) => (a.position!.commit < b.position!.commit ? -1 : 1));
  }

  /**
   * Whoever has asked for two pages in a row will ask for the third: it is read while the second is worked
   * on.
   */
  private prepare(after: bigint, limit: number): void {
    const page = this.pageNow(after, limit);
    page.catch(() => {});
    this.ahead = { key: `${after}+${limit}`, page };
  }

  /** Up to `limit` events of the server's log behind a place, ours or not, and where to read on. */
  async storedPage(after: bigint, limit: number): Promise<{ stored: readonly StoredEvent[]; next: bigint }> {
    const { origin } = this.parts;
    const begin = origin && origin.commit > after ? origin.commit : after;
    const from = begin === 0n ? START : { commit: begin, prepare: begin };
    const read = await this.all(from, limit + 1, FORWARDS); // the first one is the one we stand on
    const stored = read.filter(({ position }) => position!.commit > begin).slice(0, limit);
    return { stored, next: stored.at(-1)?.position!.commit ?? after };
  }

  private async pageNow(after: bigint, limit: number): Promise<Page> {
    const events: Recorded[] = [];
    let next = after;
    for (let more = true; more && events.length < limit;) {
      const wanted = limit - events.length;
      const page = await this.storedPage(next, wanted);
      more = page.stored.length === wanted;
      next = page.next;
      for (const event of page.stored) {
        const recorded = recordedOf(event, this.parts.prefix);
        if (recorded) events.push(recorded);
      }
    }
    return { events, next };
  }

  private all(
    fromPosition: Mark | typeof START | typeof END,
    maxCount: number,
    direction: typeof FORWARDS | typeof BACKWARDS,
  ) {
    const options = { fromPosition, maxCount, direction, ...FROM_LEADER };
    return this.collected(({ client }) => client.readAll(options));
  }

  private async collected(read: (line: Line) => Read): Promise<StoredEvent[]> {
    const { connection, retryForMs, callMs } = this.parts;
    const tries = new Tries(retryForMs);
    for (;;) {
      const { line } = connection;
      try {
        const events = await allOf(read(line), callMs, line.gone);
        connection.answered(line);
        return events;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === 'missing' || fault === 'deleted') return [];
        if (fault !== 'unknown') throw error;
        connection.failed(line);
        if (retryForMs === 0) throw error;
        await tries.pause(error);
      }
    }
  }
}
