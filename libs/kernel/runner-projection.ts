import type { Pool } from 'pg';
import type { ContractBook } from './contract-book.js';
import type { Lease } from './lease.js';
import { parkedPartitions } from './parked.js';
import { forgetTypes, type ProjectionEntry } from './projection-registry.js';
import { Projector, type Folded, type ParkedEvent } from './projector.js';
import { RowCache } from './row-cache.js';
import { RowTable } from './row-table.js';
import { RowWriter } from './row-writer.js';
import { WINDOW } from './runner-pages.js';
import { StrictFailure } from './runner-failure.js';
import type { ShardWork, WorkKind } from './shard-work.js';

/** Work on one build of a projection: windows of events become rows. */
export class ProjectionWork implements WorkKind {
  readonly window = WINDOW;

  constructor(
    private readonly entry: ProjectionEntry,
    private readonly parts: { pool: Pool; book: ContractBook; nearHead: (lease: Lease) => void },
  ) {}

  async open(lease: Lease, careful: boolean): Promise<ShardWork> {
    const { pool, book, nearHead } = this.parts;
    const table = new RowTable(lease.relation, this.entry.table);
    const writer = new RowWriter(pool, table);
    const projector = new Projector({
      projection: forgetTypes(this.entry),
      book,
      shard: lease.shard,
      shards: lease.shards,
      cache: new RowCache(lease.position === 0n),
      load: writer.load,
      parked: await parkedPartitions(pool, lease),
      history: table.history,
    });
    const most = table.history ? WINDOW * lease.shards : MOST_EVENTS_HELD;
    let held: Held | undefined;
    const prepare: ShardWork['prepare'] = async (page, { from, poisoned, more }) => {
      const folded = await projector.fold(page.events, { poisoned, held: held?.folded });
      const [first] = folded.parked;
      if (first && lease.strict) throw new StrictFailure(failureOf(first));
      const events = (held?.events ?? 0) + page.events.length;
      held = { folded, events, from: held?.from ?? from, since: held?.since ?? Date.now() };
      if (more && worthWaiting(held, most)) return undefined;
      const ready = held;
      held = undefined;
      return writer.ready({ lease, from: ready.from, to: page.next }, ready.folded, careful);
    };
    return { prepare, nearHead: () => nearHead(lease) };
  }
}

interface Held {
  readonly folded: Folded;
  readonly events: number;
  readonly from: bigint;
  readonly since: number;
}
const MOST_EVENTS_HELD = 40_000;
const MOST_ROWS_HELD = 10_000;
const LONGEST_HELD_MS = 1_000;

/**
 * Far behind the head, a row that many events change need not be written for each window: the rows of some
 * windows are written at once. With history every state is written anyway; one of several shards waits until
 * it has about as many as a whole window.
 */
const worthWaiting = ({ folded, events, since }: Held, most: number) =>
  events < most && folded.rows.size < MOST_ROWS_HELD && Date.now() - since < LONGEST_HELD_MS;

const failureOf = ({ recorded, failure }: ParkedEvent) => ({
  class: failure?.class ?? 'rule',
  position: recorded.position,
  type: recorded.event.type,
  words: failure?.words ?? 'its partition is parked',
});
