import type { Pool, PoolClient } from 'pg';
import type { ContractBook } from './contract-book.js';
import type { Recorded } from './event.js';
import type { EventStore } from './event-store.port.js';
import type { Lease } from './lease.js';
import { fenceShards } from './parked-fence.js';
import { partitionWork, unpark, type PartitionAt } from './parked-partition.js';
import type { ProjectionEntry } from './projection-registry.js';
import { inTransaction } from './rebuild-transaction.js';

export async function parkedPartitions(pool: Pool, { name, build }: Lease): Promise<Set<string>> {
  const { rows } = await pool.query<{ partition: string }>(
    'select distinct partition from runner.parked where name = $1 and build = $2',
    [name, build],
  );
  return new Set(rows.map(({ partition }) => partition));
}

export interface Repair {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly book: ContractBook;
  readonly entry: ProjectionEntry;
}
/** What a replay of one parked partition did. */
export interface Replayed {
  readonly applied: number;
  /** Still waiting, because one of them cannot be applied today either. */
  readonly waiting: number;
  readonly failure: string | undefined;
}

/**
 * Applies the parked events of a partition, in order, by the rules of this program, and lets the partition go
 * on. Whoever holds the shard is fenced meanwhile, so no event can slip in between; rows are known from their
 * events' own positions, as a clean rebuild would have it.
 */
export function replayPartition(repair: Repair, build: number, partition: string): Promise<Replayed> {
  const { pool, entry } = repair;
  return inTransaction(pool, async (client) => {
    const [lease] = await fenceShards(client, { name: entry.projection.name, build, partition });
    return lease ? replay(repair, client, { lease, partition }) : NOTHING;
  });
}
const NOTHING: Replayed = { applied: 0, waiting: 0, failure: undefined };

async function replay(
  repair: Repair,
  client: PoolClient,
  { lease, partition }: { lease: Lease; partition: string },
): Promise<Replayed> {
  const { name, build, position } = lease;
  const events = await parkedEvents(client, repair.store, { name, build, partition });
  const { writer, projector } = partitionWork(repair, client, { lease, partition });
  const { rows, parked } = await projector.fold(events);
  await unpark(client, { name, build, partition });
  await writer.write({ lease, from: position, to: position }, { rows, parked }, true);
  const [first] = parked;
  return { applied: events.length - parked.length, waiting: parked.length, failure: first?.failure?.words };
}

/** Events that wait in a partition, oldest first. */
export async function parkedEvents(
  client: Pool | PoolClient,
  store: EventStore,
  { name, build, partition }: PartitionAt,
): Promise<Recorded[]> {
  const { rows } = await client.query<{ event_id: string }>(
    'select event_id from runner.parked where name = $1 and build = $2 and partition = $3 order by position',
    [name, build, partition],
  );
  const events: Recorded[] = [];
  for (const { event_id } of rows) {
    const recorded = await store.find(event_id);
    if (recorded === undefined) throw new Error(`${event_id} is parked but not in the store`);
    events.push(recorded);
  }
  return events;
}
