import type { Recorded } from './event.js';
import { EventStore, type Append, type AppendOutcome, type Page } from './event-store.port.js';
import { Appends } from './eventstoredb-appends.js';
import { Connection } from './eventstoredb-connection.js';
import { MAX_CALL_BYTES, recordedOf } from './eventstoredb-events.js';
import { Filling } from './eventstoredb-filling.js';
import { firstLook, notOpened } from './eventstoredb-first-look.js';
import type { EventIndex } from './eventstoredb-index.js';
import { IndexReach } from './eventstoredb-index-reach.js';
import { ImportedInstants } from './eventstoredb-instants.js';
import { GatheredLookUps } from './eventstoredb-look-up.js';
import type { EventStoreDbOptions } from './eventstoredb-options.js';
import { Reads } from './eventstoredb-reads.js';
import { RecentEvents } from './eventstoredb-recent.js';
import { Turns } from './eventstoredb-turns.js';
import { GrowthWatch } from './eventstoredb-wake-up.js';
import { admit, isEventId, microsecondsOf } from './store-admission.js';

const READ_FOR_MS = 30_000;
const END_OF_TIME = 2n ** 63n - 1n;

/** The event store on EventStoreDB (KurrentDB) from 22.10 on, with an index beside it. See decision 0013. */
export class EventStoreDbEventStore extends EventStore {
  readonly capabilities = { contiguousPositions: false, maxAppendBytes: MAX_CALL_BYTES };
  private readonly connection: Connection;
  private readonly reads: Reads;
  private readonly appends: Appends;
  private readonly growth: GrowthWatch;
  private readonly recent = new RecentEvents();
  private readonly instants: ImportedInstants;
  private readonly reach: IndexReach;
  private readonly turns: Turns;
  private readonly index: EventIndex;
  private readonly prefix: string;
  private filling: Filling | undefined;
  private closed = false;

  private constructor(
    url: string,
    private readonly options: EventStoreDbOptions,
  ) {
    super();
    const { index, prefix = '', origin, callMs = 10_000 } = options;
    this.index = index;
    this.prefix = prefix;
    this.connection = new Connection(url, callMs);
    const asking = { connection: this.connection, prefix, origin, callMs };
    const readForMs = Math.min(READ_FOR_MS, options.retryForMs ?? READ_FOR_MS);
    this.reads = new Reads({ ...asking, retryForMs: readForMs });
    this.reach = new IndexReach({
      index,
      readHead: () => this.head(),
      withinMs: options.indexWithinMs ?? READ_FOR_MS,
      hurry: () => this.filling?.hurry(),
    });
    this.instants = new ImportedInstants(() => this.reads.newest());
    this.growth = new GrowthWatch(() => this.head(), options.pollMs ?? 100);
    this.turns = new Turns(options.mostWaiting ?? 10_000);
    this.appends = new Appends({
      connection: this.connection,
      recent: this.recent,
      growth: this.growth,
      prefix,
      index,
      reads: new Reads({ ...asking, retryForMs: 0 }),
      lookUps: new GatheredLookUps(index),
      retryForMs: options.retryForMs ?? 60_000,
    });
  }

  /**
   * Asks the server once before anything leans on it. Throws {@link StoreMisconfigured} for what no retry
   * will mend, and `StoreUnavailable` when it does not answer.
   */
  static async open(url: string, options: EventStoreDbOptions): Promise<EventStoreDbEventStore> {
    const store = new EventStoreDbEventStore(url, options);
    const failed = async (error: unknown) => {
      await store.close();
      throw notOpened(error);
    };
    await firstLook(url)
      .then(() => store.head())
      .catch(failed);
    if (options.fillsIndex !== false) store.fill();
    return store;
  }

  async append(append: Append): Promise<AppendOutcome> {
    const { allowRecordedAt } = this.options;
    admit(append, { allowRecordedAt });
    // Imported instants must not overtake each other, so there is one turn for all.
    if (allowRecordedAt)
      return this.turns.take([''], async () =>
        this.appends.append(append, await this.instants.next(append.recordedAt)),
      );
    const names = [append.stream, ...append.events.map(({ eventId }) => eventId)];
    return this.turns.take(names, () => this.appends.append(append, undefined));
  }

  readStream(stream: string, { revision = 0, limit }: { revision?: number; limit?: number } = {}) {
    return this.reads.stream(stream, revision, limit);
  }

  async readAll({ after, limit }: { after: bigint; limit: number }): Promise<Page> {
    const page = await this.reads.page(after, limit);
    this.growth.grownTo(page.events.at(-1)?.position ?? 0n);
    return page;
  }

  async readSubject(
    subject: string,
    { after = 0n, upTo = END_OF_TIME, limit }: { after?: bigint; upTo?: bigint; limit?: number } = {},
  ): Promise<readonly Recorded[]> {
    await this.reach.upTo(upTo);
    const events: Recorded[] = [];
    // What the index knows and the log holds no longer (somebody deleted a stream) must not end a page early.
    for (let from = after, left = limit; left !== 0;) {
      const places = await this.index.about(subject, { after: from, upTo, limit: left });
      const stored = await this.reads.at(places);
      events.push(...stored.flatMap((event) => recordedOf(event, this.prefix) ?? []));
      if (left === undefined || places.length < left) break;
      [from, left] = [places.at(-1)!.position, limit! - events.length];
    }
    return events;
  }

  async find(eventId: string): Promise<Recorded | undefined> {
    if (!isEventId(eventId)) return undefined;
    const place = this.recent.placeOf(eventId) ?? (await this.placeOf(eventId));
    if (place === undefined) return undefined;
    const [found] = await this.reads.stream(place.stream, place.revision, 1);
    return found;
  }

  /** The index counts what it knows; only what it has not reached yet is read. */
  override async countBeyond(position: bigint, most: number): Promise<number> {
    if (position >= (await this.head())) return 0;
    const { reached, count } = await this.index.countBeyond(position, most);
    if (count === most) return count;
    const unknown = await this.reads.pageOnce(reached > position ? reached : position, most - count);
    return count + unknown.events.length;
  }

  async head(): Promise<bigint> {
    const newest = (await this.reads.newest())?.position ?? 0n;
    this.growth.grownTo(newest);
    return newest;
  }

  async positionAt(recordedAt: string): Promise<bigint> {
    microsecondsOf(recordedAt);
    await this.reach.upTo(END_OF_TIME);
    return this.index.positionAt(recordedAt);
  }

  waitBeyond(position: bigint, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    return this.growth.waitBeyond(position, timeoutMs, signal);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.growth.close();
    await this.turns.close();
    await this.filling?.stop();
    await this.connection.close();
    await this.index.close();
  }

  private fill(): void {
    const { prefix, connection, index, reads } = this;
    this.filling = new Filling({ connection, index, reads, prefix, origin: this.options.origin });
  }

  private async placeOf(eventId: string) {
    await this.reach.upTo(END_OF_TIME);
    return (await this.index.lookUp([eventId], [])).places.get(eventId);
  }
}
