import pg from 'pg';
import type { Recorded } from './event.js';
import {
  EventStore,
  StoreUnavailable,
  type Append,
  type AppendOutcome,
  type Companion,
  type Page,
} from './event-store.port.js';
import { GroupedAppends } from './postgres-appends.js';
import { CopiedEvent, eventsBetween, typeIdOf } from './postgres-copied-event.js';
import { CopyOut, type CopiedRow } from './postgres-copy-out.js';
import { Connection, LIMITS, settingsOf, type Limits } from './postgres-connection.js';
import { faultKind, Patience } from './postgres-faults.js';
import { JoinedAppends } from './postgres-joined.js';
import { HEAD, ONE, POSITION_AT, STREAM, SUBJECT } from './postgres-queries.js';
import { AS_TEXT, recordedOf, type Row, TYPE_ID } from './postgres-rows.js';
import { TypeDictionary } from './postgres-types.js';
import { WakeUp } from './postgres-wake-up.js';
import { withClient } from './rebuild-transaction.js';
import { isEventId, microsecondsOf } from './store-admission.js';

export interface PostgresStoreOptions {
  /** Take `recordedAt` from the caller: for copying a log or replaying a seeded city, one append after the other. */
  readonly allowRecordedAt?: boolean;
  readonly retryForMs?: number;
  /** How long a read is tried again while the server is away. */
  readonly readForMs?: number;
  readonly mostWaiting?: number;
  readonly readers?: number;
  /** How often the head is asked for while someone waits. */
  readonly pollMs?: number;
  readonly limits?: Partial<Limits>;
}

/** A position is missing below the head. Nothing of ours makes one: the log was damaged. */
export class HoleInTheLog extends Error {
  override readonly name = 'HoleInTheLog';
  constructor(readonly position: bigint) {
    super(`no event at position ${position}, though later ones exist`);
  }
}

interface Query {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const END_OF_TIME = 2n ** 63n - 1n;
const READ_FOR_MS = 15_000;
const LEAST_ROOM = 16_384;
const SLACK = 1.25;

/** The event store on PostgreSQL: tables and functions of the schema `store` (see the migration). */
export class PostgresEventStore extends EventStore {
  readonly capabilities = { contiguousPositions: true };
  private readonly pool: pg.Pool;
  private readonly appends: GroupedAppends;
  private readonly joined: JoinedAppends;
  private readonly wakeUp: WakeUp;
  private readonly types = new TypeDictionary();
  /** A page of the log is about as large as the one before: a few events, or a full window. */
  private room = LEAST_ROOM;

  constructor(
    url: string,
    private readonly options: PostgresStoreOptions = {},
  ) {
    super();
    const settings = settingsOf(url, { ...LIMITS, ...options.limits });
    this.pool = new pg.Pool({ ...settings, max: options.readers ?? 4 });
    this.pool.on('error', () => {}); // an idle connection was cut: the pool makes another
    this.wakeUp = new WakeUp(settings, () => this.head(), options.pollMs ?? 500);
    // Imported instants must not overtake each other, so there is one connection then.
    const { allowRecordedAt = false, mostWaiting = 10_000 } = options;
    const connections = allowRecordedAt ? [0] : [0, 1];
    const retryForMs = options.retryForMs ?? 30_000;
    const onCommitted = (head: bigint) => this.wakeUp.committed(head);
    this.appends = new GroupedAppends(
      connections.map(() => new Connection(settings)),
      { retryForMs, onCommitted, mostWaiting, allowRecordedAt },
    );
    this.joined = new JoinedAppends(new Connection(settings), { retryForMs, onCommitted });
  }

  append(append: Append): Promise<AppendOutcome> {
    return this.appends.append(append);
  }

  override appendEach(appends: readonly Append[]): Promise<readonly (AppendOutcome | undefined)[]> {
    return this.appends.appendEach(appends);
  }

  override appendWith(
    appends: readonly Append[],
    companion: Companion,
  ): Promise<readonly bigint[] | undefined> {
    return this.joined.append(appends, companion);
  }

  readStream(stream: string, { revision = 0, limit }: { revision?: number; limit?: number } = {}) {
    return this.events('read-stream', STREAM, [stream, revision, limit ?? null]);
  }

  async readAll({ after, limit }: { after: bigint; limit: number }): Promise<Page> {
    const read = async () => {
      const rows = await this.copied(eventsBetween(after, after + BigInt(limit)));
      await this.types.look(new Set(rows.map(typeIdOf)), this.rows);
      return rows.map((row) => new CopiedEvent(row, this.types.nameOf));
    };
    let events = await read();
    if (events.length === 0 && (await this.head()) > after) events = await read();
    else if (events.length === 0) return { events, next: after };
    if (events.length === 0) throw new HoleInTheLog(after + 1n);
    let expected = after;
    for (const { position } of events) {
      expected += 1n;
      if (position !== expected) throw new HoleInTheLog(expected);
    }
    return { events, next: events.at(-1)!.position };
  }

  readSubject(
    subject: string,
    { after = 0n, upTo = END_OF_TIME, limit }: { after?: bigint; upTo?: bigint; limit?: number } = {},
  ) {
    return this.events('read-subject', SUBJECT, [subject, after, upTo, limit ?? null]);
  }

  async find(eventId: string): Promise<Recorded | undefined> {
    if (!isEventId(eventId)) return undefined;
    const [found] = await this.events('find', ONE, [eventId]);
    return found;
  }

  async head(): Promise<bigint> {
    const [row] = await this.rows({ name: 'head', text: HEAD, values: [] });
    return BigInt(row![0]!);
  }

  async positionAt(recordedAt: string): Promise<bigint> {
    microsecondsOf(recordedAt);
    const [row] = await this.rows({ name: 'position-at', text: POSITION_AT, values: [recordedAt] });
    return BigInt(row![0]!);
  }

  waitBeyond(position: bigint, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    return this.wakeUp.waitBeyond(position, timeoutMs, signal);
  }

  async close(): Promise<void> {
    await this.appends.close();
    await this.joined.close();
    await this.wakeUp.close();
    if (!this.pool.ending) await this.pool.end();
  }

  private async events(name: string, text: string, values: readonly unknown[]): Promise<readonly Recorded[]> {
    const rows = await this.rows({ name, text, values });
    await this.types.look(new Set(rows.map((row) => Number(row[TYPE_ID]))), this.rows);
    return rows.map((row) => recordedOf(row, this.types.nameOf));
  }

  private readonly rows = ({ name, text, values }: Query): Promise<Row[]> =>
    this.patiently(async () => {
      const { rows } = await this.pool.query({ name, text, values: [...values], ...AS_TEXT });
      return rows as unknown as Row[];
    });

  private copied(query: string): Promise<CopiedRow[]> {
    return this.patiently(() =>
      withClient(this.pool, async (client) => {
        const out = client.query(new CopyOut(query, this.room));
        await out.done;
        this.room = Math.max(LEAST_ROOM, Math.ceil(out.size * SLACK));
        return out.rows();
      }),
    );
  }

  /** Reading changes nothing, so a cut connection is a reason to ask again, for a moment. */
  private async patiently<T>(read: () => Promise<T>): Promise<T> {
    const patience = new Patience(this.options.readForMs ?? READ_FOR_MS);
    for (;;) {
      try {
        return await read();
      } catch (error) {
        if (this.pool.ending) throw new StoreUnavailable('the store is closed', { cause: error });
        if (faultKind(error) === 'lasting') throw error;
        await patience.pause(error);
      }
    }
  }
}
