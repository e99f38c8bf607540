import { StoreUnavailable, type Append, type AppendOutcome } from './event-store.port.js';
import type { Landed, WireEvent } from './eventstoredb-wire.js';
import type { Connection, Line } from './eventstoredb-connection.js';
import { wireEvents } from './eventstoredb-events.js';
import { explained, faultOf, Tries } from './eventstoredb-faults.js';
import type { EventIndex, Known, Place } from './eventstoredb-index.js';
import type { GatheredLookUps } from './eventstoredb-look-up.js';
import type { Reads } from './eventstoredb-reads.js';
import type { RecentEvents } from './eventstoredb-recent.js';
import type { GrowthWatch } from './eventstoredb-wake-up.js';
import { Standing } from './eventstoredb-standing.js';
import { settle } from './store-settlement.js';

export interface AppendParts {
  readonly connection: Connection;
  readonly reads: Reads;
  readonly lookUps: GatheredLookUps;
  readonly index: EventIndex;
  readonly recent: RecentEvents;
  readonly growth: GrowthWatch;
  readonly prefix: string;
  /** How long an append with an unknown outcome is tried again. */
  readonly retryForMs: number;
}

/** An append on its way, and what is kept of it from one try to the next. */
interface Task {
  readonly append: Append;
  readonly wire: readonly WireEvent[];
  /**
   * Highest position seen before the first try: whatever lies at or before it was not written by this
   * append.
   */
  readonly seenBefore: bigint;
  /** The stream was not as expected: nothing we remember of it counts. */
  doubted: boolean;
}

/** A stream others write to as well moves on between our look and our append. So often we look again. */
const MOST_LOOKS = 1_000;

/**
 * Appends with a concrete revision, always: then the server itself answers a repeated call with the first
 * one's place, for ever and after a restart too. What it cannot tell is said here: an id that stands
 * elsewhere, in part, or with other bytes.
 */
export class Appends {
  private readonly standing: Standing;

  constructor(private readonly parts: AppendParts) {
    this.standing = new Standing(parts);
  }

  async append(append: Append, recordedAt: string | undefined): Promise<AppendOutcome> {
    const { growth, index } = this.parts;
    const indexed = index.surelyUpTo ?? 0n;
    const seenBefore = indexed > growth.seen ? indexed : growth.seen;
    const task: Task = {
      append,
      wire: wireEvents(append, recordedAt, this.parts.prefix),
      seenBefore,
      doubted: false,
    };
    const tries = new Tries(this.parts.retryForMs);
    for (let looks = 0; looks < MOST_LOOKS;) {
      try {
        const outcome = await this.attempt(task, this.parts.connection.line);
        if (outcome) return outcome;
        looks += 1;
      } catch (error) {
        if (!tries.worth(faultOf(error), this.parts.connection.letIn)) throw explained(error, append.stream);
        task.doubted = true;
        await tries.pause(error);
      }
    }
    throw new StoreUnavailable(`${append.stream} moved on ${MOST_LOOKS} times before we could append`);
  }

  /** One try. Undefined: the stream had moved, or moves; look again. */
  private async attempt(task: Task, line: Line): Promise<AppendOutcome | undefined> {
    const { append } = task;
    const behind = this.surelyBehind(task);
    if (behind !== undefined) return this.send(task, line, behind);
    const { stream, events } = append;
    const eventIds = events.map(({ eventId }) => eventId);
    const known = await this.parts.lookUps.lookUp(eventIds, stream);
    this.parts.recent.indexedTo(this.parts.index.surelyUpTo ?? known.reached);
    const { revision, fresh } = await this.revisionOf(task, known);
    const places = this.standing.placesOf(append, known);
    if (places.size > 0 || fresh) {
      const why = settle(append, revision, await this.standing.under(append, places));
      if (why) return why;
    }
    return this.send(task, line, revision);
  }

  /**
   * The revision to append behind when nothing needs to be asked: new ids, and a stream that is new or well
   * known.
   */
  private surelyBehind({ append, doubted }: Task): number | undefined {
    const { index, recent } = this.parts;
    const { stream, expected, events } = append;
    const eventIds = events.map(({ eventId }) => eventId);
    if (doubted || !index.surelyNew(eventIds)) return undefined;
    recent.indexedTo(index.surelyUpTo!);
    if (recent.indexed > index.surelyUpTo! || eventIds.some((id) => recent.placeOf(id))) return undefined;
    if (expected === 'none') return -1;
    const newest = recent.newestOf(stream);
    return expected === 'any' || expected === newest ? newest : undefined;
  }

  private async send(task: Task, line: Line, revision: number): Promise<AppendOutcome | undefined> {
    const { append, wire } = task;
    const { stream } = append;
    try {
      const name = `${this.parts.prefix}${stream}`;
      const landed = await line.batch.append({ stream: name, expected: revision, events: wire });
      this.parts.connection.answered(line);
      return this.landed(task, landed);
    } catch (error) {
      if (faultOf(error) === 'unknown') this.parts.connection.failed(line);
      if (faultOf(error) !== 'version') throw error;
      this.parts.connection.answered(line);
      this.parts.recent.forget(stream);
      task.doubted = true;
      return undefined;
    }
  }

  /**
   * The revision to append behind. `fresh`: the server said it just now, and every id up to it is known
   * here.
   */
  private async revisionOf(task: Task, known: Known): Promise<{ revision: number; fresh: boolean }> {
    const { stream, expected } = task.append;
    const { recent, reads } = this.parts;
    if (!task.doubted) {
      if (expected === 'none') return { revision: -1, fresh: false };
      const newest = recent.newestOf(stream);
      if (newest !== undefined && (expected === 'any' || expected === newest))
        return { revision: newest, fresh: false };
    }
    const revision = await reads.newestRevision(stream);
    const indexed = known.revisions.get(stream) ?? -1;
    const tail = revision > indexed ? await reads.stored(stream, indexed + 1) : [];
    for (const event of tail)
      recent.add(event.id, { stream, revision: event.revision, position: event.commit });
    const newest = Math.max(revision, tail.at(-1)?.revision ?? -1);
    recent.know(stream, newest);
    return { revision: newest, fresh: true };
  }

  /**
   * A success behind everything seen before is ours; one that is not was written by somebody earlier,
   * perhaps otherwise.
   */
  private async landed({ append, seenBefore }: Task, { revision, position }: Landed): Promise<AppendOutcome> {
    const { stream, events } = append;
    const { recent, growth, reads } = this.parts;
    const first = revision - events.length + 1;
    if (position > seenBefore) {
      events.forEach(({ eventId }, i) => recent.add(eventId, { stream, revision: first + i, position }));
      recent.know(stream, revision);
      growth.grownTo(position);
      return { outcome: 'ok', revision, position };
    }
    const stored = await reads.stored(stream, first, events.length);
    const places = new Map(
      stored.map((event): [string, Place] => [
        event.id,
        { stream, revision: event.revision, position: event.commit },
      ]),
    );
    const answer = settle(append, revision, await this.standing.under(append, places));
    return answer ?? { outcome: 'duplicate', revision, position };
  }
}
