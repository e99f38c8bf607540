import type { Pool } from 'pg';
import type { ContractBook } from './contract-book.js';
import type { Lease } from './lease.js';
import { parkedPartitions } from './parked.js';
import { forgetTypes, type ProjectionEntry } from './projection-registry.js';
import { Projector, type ParkedEvent } from './projector.js';
import { RowCache } from './row-cache.js';
import { RowTable } from './row-table.js';
import { RowWriter } from './row-writer.js';
import { WINDOW } from './runner-pages.js';
import { StrictFailure } from './runner-failure.js';
import type { ShardWork, WorkKind } from './runner-shard.js';

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
    return {
      prepare: async (page, { from, poisoned }) => {
        const folded = await projector.fold(page.events, poisoned);
        const [first] = folded.parked;
        if (first && lease.strict) throw new StrictFailure(failureOf(first));
        return () => writer.write({ lease, from, to: page.next }, folded, careful);
      },
      nearHead: () => nearHead(lease),
    };
  }
}

const failureOf = ({ recorded, failure }: ParkedEvent) => ({
  class: failure?.class ?? 'rule',
  position: recorded.position,
  type: recorded.event.type,
  words: failure?.words ?? 'its partition is parked',
});
