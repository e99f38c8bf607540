import type { Recorded } from './event.js';
import type { Page } from './event-store.port.js';
import type { Connection } from './eventstoredb-connection.js';
import { recordedOf } from './eventstoredb-events.js';
import { faultOf, Tries } from './eventstoredb-faults.js';
import type { Mark, Place } from './eventstoredb-index.js';
import { PagesAhead } from './eventstoredb-pages-ahead.js';
import type { ReadOn } from './eventstoredb-onward-read.js';
import { readAsked, readThrough } from './eventstoredb-read-call.js';
import type { Asked } from './eventstoredb-read-request.js';
import { runsOf } from './eventstoredb-read-runs.js';
import type { StoredEvent } from './eventstoredb-stored.js';

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

const LEAST_BACKWARDS = 4;
const MOST_BACKWARDS = 4_096;
/** Others' events may lie between ours: fewer are not worth a call. */
const LEAST_READ = 128;
const LANES = 8;
/** Events in one long read: a call for so many costs no more than one for a page. */
const MOST_ONWARD = 50_000;
const AS_IT_IS = (stored: StoredEvent) => stored;

export interface Behind<T> {
  readonly taken: readonly T[];
  readonly next: bigint;
}

/**
 * What the server is asked: streams and the whole log. Reading changes nothing, so an outage is a reason to
 * ask again.
 */
export class Reads {
  /** How far back from the end we need not look any more, and what was the newest of ours there. */
  private looked: { readonly upTo: bigint; readonly newest: Recorded | undefined } | undefined;

  constructor(private readonly parts: ReadsParts) {}

  async stream(stream: string, revision: number, limit?: number): Promise<readonly Recorded[]> {
    const stored = await this.stored(stream, revision, limit);
    return stored.flatMap((event) => recordedOf(event, this.parts.prefix) ?? []);
  }

  async stored(stream: string, revision: number, limit = Number.MAX_SAFE_INTEGER): Promise<StoredEvent[]> {
    if (limit <= 0) return [];
    return this.asked({ stream: `${this.parts.prefix}${stream}`, from: revision, count: limit }, AS_IT_IS);
  }

  /** The newest revision of a stream, -1 when there is none. */
  async newestRevision(stream: string): Promise<number> {
    const name = `${this.parts.prefix}${stream}`;
    const [newest] = await this.asked({ stream: name, from: 'end', backwards: true, count: 1 }, AS_IT_IS);
    return newest?.revision ?? -1;
  }

  page(after: bigint, limit: number): Promise<Page> {
    return this.ahead.page(after, limit);
  }

  /** The newest event of ours; whatever else came after it is passed over, and not looked at again. */
  async newest(): Promise<Recorded | undefined> {
    const { prefix, origin } = this.parts;
    const { upTo, newest } = this.looked ?? { upTo: origin?.commit ?? -1n, newest: undefined };
    let from: Mark | 'end' = 'end';
    let end: bigint | undefined;
    for (let count = LEAST_BACKWARDS; ; count = Math.min(count * 4, MOST_BACKWARDS)) {
      const events: StoredEvent[] = await this.asked({ from, backwards: true, count }, AS_IT_IS);
      end ??= events[0]?.commit;
      for (const event of events) {
        const recorded = event.commit > upTo ? recordedOf(event, prefix) : newest;
        if (recorded || event.commit <= upTo) return this.look(end!, recorded);
      }
      if (events.length < count) return this.look(end ?? upTo, newest);
      from = events.at(-1)!;
    }
  }

  private look(upTo: bigint, newest: Recorded | undefined): Recorded | undefined {
    if (this.looked === undefined || upTo > this.looked.upTo) this.looked = { upTo, newest };
    return newest;
  }

  /**
   * The event before a place, ours or not: whoever follows from there is given the place itself too. A
   * subscription begins with leaving out one event, and where its own has been scavenged meanwhile that would
   * be the next one.
   */
  async before(place: Mark | 'end'): Promise<Mark | undefined> {
    const [event] = await this.asked({ from: place, backwards: true, count: 1 }, AS_IT_IS);
    return event && { commit: event.commit, prepare: event.prepare };
  }

  /** Events at these places, in the order of positions. */
  async at(places: readonly Place[]): Promise<StoredEvent[]> {
    const waiting = runsOf(places);
    const found: StoredEvent[] = [];
    const lane = async () => {
      for (let run = waiting.pop(); run; run = waiting.pop()) {
        const { stream, from, to, wanted } = run;
        const events = await this.stored(stream, from, to - from + 1);
        found.push(...events.filter(({ revision }) => wanted.has(revision)));
      }
    };
    await Promise.all(Array.from({ length: Math.min(LANES, waiting.length) }, lane));
    return found.sort((a, b) => (a.commit < b.commit ? -1 : 1));
  }

  /** Up to `limit` events of the server's log behind a place, ours or not, and where to read on. */
  async behind<T>(after: bigint, limit: number, take: (stored: StoredEvent) => T): Promise<Behind<T>> {
    const { begin, asked } = this.askedBehind(after, limit);
    const read = await this.asked(asked, (stored) =>
      stored.commit > begin ? { commit: stored.commit, taken: take(stored) } : undefined,
    );
    const found = read.filter((one) => one !== undefined).slice(0, limit);
    return { taken: found.map(({ taken }) => taken), next: found.at(-1)?.commit ?? after };
  }

  private askedBehind(after: bigint, limit: number): { begin: bigint; asked: Asked } {
    const { origin } = this.parts;
    const begin = origin && origin.commit > after ? origin.commit : after;
    const from = begin === 0n ? 'start' : { commit: begin, prepare: begin };
    return { begin, asked: { from, count: limit + 1 } }; // the first one is the one we stand on
  }

  /** Whoever is given less than all that is there asks again: an outage is told by ending early. */
  private readonly onward: ReadOn = async (after, take) => {
    const { connection, callMs, prefix } = this.parts;
    const { begin, asked } = this.askedBehind(after, MOST_ONWARD);
    await readThrough(connection.line, asked, {
      callMs,
      take: (stored, flow) => {
        const recorded = stored.commit > begin ? recordedOf(stored, prefix) : undefined;
        if (recorded) take(recorded, flow);
      },
    });
  };

  private readonly ahead = new PagesAhead((after, limit) => this.pageOnce(after, limit), this.onward);

  /** A page for one who will not ask for the next. */
  async pageOnce(after: bigint, limit: number): Promise<Page> {
    const events: Recorded[] = [];
    let next = after;
    for (let more = true; more && events.length < limit;) {
      const wanted = Math.max(limit - events.length, LEAST_READ);
      const page = await this.behind(next, wanted, (stored) => recordedOf(stored, this.parts.prefix));
      more = page.taken.length === wanted;
      next = page.next;
      for (const recorded of page.taken) if (recorded) events.push(recorded);
    }
    if (events.length > limit) {
      events.length = limit;
      next = events[limit - 1]!.position;
    }
    return { events, next };
  }

  private async asked<T>(asked: Asked, take: (stored: StoredEvent) => T): Promise<T[]> {
    const { connection, retryForMs, callMs } = this.parts;
    const tries = new Tries(retryForMs);
    for (;;) {
      const { line } = connection;
      try {
        const events = await readAsked(line, asked, { callMs, take });
        connection.answered(line);
        return events;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === 'missing' || fault === 'deleted') return [];
        if (!tries.worth(fault, connection.letIn)) throw error;
        connection.failed(line);
        if (retryForMs === 0) throw error;
        await tries.pause(error);
      }
    }
  }
}
