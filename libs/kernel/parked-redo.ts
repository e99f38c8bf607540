import type { PoolClient } from 'pg';
import type { Recorded } from './event.js';
import type { Lease } from './lease.js';
import type { Repair } from './parked.js';
import { fenceShards } from './parked-fence.js';
import { partitionWork, unpark } from './parked-partition.js';
import { shardOf } from './projector-shard.js';
import { inTransaction } from './rebuild-transaction.js';
import { WINDOW } from './runner-pages.js';

/**
 * Makes partitions anew from the whole log, while the shards of the build stand still: for an event that
 * waited under its stream's name because nobody could say which partition it touches, so that its partitions
 * went on without it.
 */
export function redoPartitions(repair: Repair, build: number, partitions: readonly string[]): Promise<void> {
  const { name } = repair.entry.projection;
  return inTransaction(repair.pool, async (client) => {
    const leases = await fenceShards(client, { name, build });
    for (const partition of partitions) {
      const lease = leases.find(({ shard, shards }) => shard === shardOf(partition, shards));
      if (lease) await redo(repair, client, { lease, partition });
    }
  });
}

async function redo(repair: Repair, client: PoolClient, { lease, partition }: Redo) {
  const { name, build, position } = lease;
  const { table, writer, projector } = partitionWork(repair, client, { lease, partition });
  await client.query(`delete from ${table.relation} where partition = $1`, [partition]);
  await unpark(client, { name, build, partition });
  for (let after = 0n; after < position;) {
    const page = await repair.store.readAll({ after, limit: WINDOW });
    if (page.next === after) break;
    const upTo = (recorded: Recorded) => recorded.position <= position;
    await writer.write(
      { lease, from: position, to: position },
      await projector.fold(page.events.filter(upTo)),
      true,
    );
    after = page.next;
  }
}
interface Redo {
  readonly lease: Lease;
  readonly partition: string;
}
