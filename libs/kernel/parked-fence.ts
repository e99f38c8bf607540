import type { PoolClient } from 'pg';
import type { BuildState, Lease } from './lease.js';
import { shardOf } from './projector-shard.js';

interface FencedRow {
  shard: number;
  position: string;
  epoch: string;
  shards: number;
  version: number;
  relation: string;
  state: BuildState;
}

/**
 * Takes shards of a build from whoever holds them, until the transaction ends: the one of a partition, or
 * all. The holder finds out at its next write, drops what it knew and takes the lease again.
 */
export async function fenceShards(
  client: PoolClient,
  { name, build, partition }: { name: string; build: number; partition?: string },
): Promise<Lease[]> {
  const counted = await client.query<{ shards: number }>(
    'select shards from runner.build where name = $1 and build = $2',
    [name, build],
  );
  const shards = counted.rows[0]?.shards ?? 1;
  const { rows } = await client.query<FencedRow>(
    `update runner.shard s set epoch = s.epoch + 1, owner = null, lease_until = '-infinity', updated_at = now()
       from runner.build b
      where b.name = s.name and b.build = s.build and s.name = $1 and s.build = $2 and ($3::int is null or s.shard = $3)
      returning s.shard, s.position, s.epoch, b.shards, b.version, b.relation, b.state`,
    [name, build, partition === undefined ? null : shardOf(partition, shards)],
  );
  return rows.map((row) => ({
    ...row,
    name,
    build,
    strict: false,
    position: BigInt(row.position),
    epoch: BigInt(row.epoch),
  }));
}
