import type { DomainEvent, Recorded } from './event.js';
import {
  EventStore,
  StoreUnavailable,
  type Append,
  type AppendOutcome,
  type NewEvent,
  type Page,
} from './event-store.port.js';
import { admit, microsecondsOf, shortestInstant } from './store-admission.js';
import { settle, type Stored } from './store-settlement.js';

interface Kept {
  readonly recorded: Recorded;
  readonly written: NewEvent;
}

/** The event store for tests: the same answers as PostgreSQL's, by the same rules, gone with the process. */
export class MemoryEventStore extends EventStore {
  readonly capabilities = { contiguousPositions: true };
  private readonly log: Kept[] = [];
  private readonly byId = new Map<string, Kept>();
  private readonly streams = new Map<string, Recorded[]>();
  private readonly waiters = new Set<() => void>();
  private closed = false;

  constructor(private readonly options: { allowRecordedAt?: boolean } = {}) {
    super();
  }

  async append(append: Append): Promise<AppendOutcome> {
    admit(append, this.options);
    if (this.closed) throw new StoreUnavailable('the store is closed');
    const { stream, events } = append;
    const past = this.streams.get(stream) ?? [];
    const why = settle(append, past.length - 1, this.stored(events));
    if (why) return why;
    this.streams.set(stream, past);
    const recordedAt = this.instant(append.recordedAt);
    for (const written of events) this.keep(written, { stream, past, recordedAt });
    for (const wake of [...this.waiters]) wake();
    return { outcome: 'ok', revision: past.length - 1, position: BigInt(this.log.length) };
  }

  async readStream(stream: string, { revision = 0, limit = Infinity } = {}): Promise<readonly Recorded[]> {
    return (this.streams.get(stream) ?? []).slice(revision, revision + limit).map(copy);
  }

  async readAll({ after, limit }: { after: bigint; limit: number }): Promise<Page> {
    const events = this.log.slice(Number(after), Number(after) + limit).map(({ recorded }) => copy(recorded));
    return { events, next: events.at(-1)?.position ?? after };
  }

  async readSubject(
    subject: string,
    { after = 0n, upTo, limit = Infinity }: { after?: bigint; upTo?: bigint; limit?: number } = {},
  ): Promise<readonly Recorded[]> {
    return this.log
      .slice(Number(after), upTo === undefined ? undefined : Number(upTo))
      .flatMap(({ recorded }) => (recorded.subjects.includes(subject) ? [copy(recorded)] : []))
      .slice(0, limit);
  }

  async find(eventId: string): Promise<Recorded | undefined> {
    const found = this.byId.get(eventId);
    return found && copy(found.recorded);
  }

  async head(): Promise<bigint> {
    return BigInt(this.log.length);
  }

  async positionAt(recordedAt: string): Promise<bigint> {
    const instant = microsecondsOf(recordedAt);
    const later = this.log.findIndex(({ recorded }) => microsecondsOf(recorded.recordedAt) > instant);
    return BigInt(later < 0 ? this.log.length : later);
  }

  waitBeyond(position: bigint, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (BigInt(this.log.length) > position || this.closed || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      signal?.addEventListener('abort', wake);
      this.waiters.add(wake);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const wake of [...this.waiters]) wake();
  }

  private stored(events: readonly NewEvent[]): ReadonlyMap<string, Stored> {
    return new Map(
      events.flatMap((event) => {
        const kept = this.byId.get(event.eventId);
        if (kept === undefined) return [];
        const { stream, revision, position } = kept.recorded;
        return [[event.eventId, { stream, revision, position, same: sameContent(kept.written, event) }]];
      }),
    );
  }

  private keep(
    written: NewEvent,
    { stream, past, recordedAt }: { stream: string; past: Recorded[]; recordedAt: string },
  ): void {
    const { eventId, type, version, body, occurredAt, subjects, meta } = written;
    const recorded: Recorded = {
      event: { type, data: JSON.parse(body) } as DomainEvent,
      version,
      eventId,
      stream,
      recordedAt,
      position: BigInt(this.log.length + 1),
      revision: past.length,
      occurredAt: shortestInstant(occurredAt),
      subjects: [...subjects],
      meta: JSON.parse(JSON.stringify(meta)),
    };
    past.push(recorded);
    const kept = { recorded, written };
    this.log.push(kept);
    this.byId.set(eventId, kept);
  }

  /** Ours or the importer's, never in the future, and never earlier than the event before. */
  private instant(given: string | undefined): string {
    const now = new Date().toISOString();
    const wished = given !== undefined && microsecondsOf(given) < microsecondsOf(now) ? given : now;
    const newest = this.log.at(-1)?.recorded.recordedAt;
    const late = newest !== undefined && microsecondsOf(newest) > microsecondsOf(wished);
    return shortestInstant(late ? newest : wished);
  }
}

/** A reader may change what it was given; history may not change with it. */
const copy = (recorded: Recorded): Recorded => structuredClone(recorded);

const sameContent = (one: NewEvent, other: NewEvent) =>
  one.type === other.type &&
  one.version === other.version &&
  one.body === other.body &&
  microsecondsOf(one.occurredAt) === microsecondsOf(other.occurredAt);
