import type { Pool, PoolClient } from 'pg';
import type { ContractBook } from './contract-book.js';
import type { Lease } from './lease.js';
import { forgetTypes, type ProjectionEntry } from './projection-registry.js';
import { Projector } from './projector.js';
import { RowCache } from './row-cache.js';
import { RowTable } from './row-table.js';
import { RowWriter } from './row-writer.js';

export interface PartitionAt {
  readonly name: string;
  readonly build: number;
  readonly partition: string;
}

/** Nothing of this partition waits any more. */
export const unpark = (client: Pool | PoolClient, { name, build, partition }: PartitionAt) =>
  client.query('delete from runner.parked where name = $1 and build = $2 and partition = $3', [
    name,
    build,
    partition,
  ]);

/**
 * What makes rows of one partition within a transaction, while its shard is fenced: it looks at no other, and
 * knows no row but those it reads.
 */
export function partitionWork(
  { book, entry }: { readonly book: ContractBook; readonly entry: ProjectionEntry },
  client: PoolClient,
  { lease, partition }: { readonly lease: Lease; readonly partition: string },
) {
  const table = new RowTable(lease.relation, entry.table);
  const writer = new RowWriter(client, table);
  const projector = new Projector({
    projection: forgetTypes(entry),
    book,
    shard: 0,
    shards: 1,
    only: partition,
    cache: new RowCache(false),
    load: writer.load,
    parked: new Set(),
    history: table.history,
  });
  return { table, writer, projector };
}
