import type { Pool } from 'pg';
import type { EventStore } from './event-store.port.js';
import type { BuildState } from './lease.js';

/** How a projection or policy stands, for operators and gauges. Positions are strings: they may pass 2^53. */
export interface ProjectionStatus {
  readonly name: string;
  readonly build: number;
  readonly version: number;
  readonly state: BuildState;
  readonly shards: number;
  /** Everything up to here is in the read model. */
  readonly position: string;
  readonly head: string;
  /** Events not yet applied. */
  readonly lag: number;
  readonly parkedPartitions: number;
  readonly parkedEvents: number;
  readonly owners: readonly string[];
  readonly failure: string | null;
  readonly updatedAt: string;
}

interface StatusRow {
  name: string;
  build: number;
  version: number;
  state: BuildState;
  shards: number;
  position: string;
  partitions: number;
  events: number;
  owners: string[];
  failure: string | null;
  updated_at: Date;
}

const STATUS = `
  select b.name, b.build, b.version, b.state, b.shards, min(s.position) as position, p.partitions, p.events,
    array_remove(array_agg(distinct s.owner), null) as owners, max(s.updated_at) as updated_at,
    min(s.failure_class || coalesce(' at ' || s.failure_position, '') || coalesce(' (' || s.failure_type || ')', '')
      || ': ' || s.failure) as failure
  from runner.build b join runner.shard s using (name, build)
  cross join lateral (select count(distinct partition)::int as partitions, count(*)::int as events
    from runner.parked p where p.name = b.name and p.build = b.build) p
  group by b.name, b.build, p.partitions, p.events order by b.name, b.build`;

export async function statusOf(pool: Pool, store: EventStore): Promise<readonly ProjectionStatus[]> {
  const { rows } = await pool.query<StatusRow>(STATUS);
  const head = await store.head();
  return rows.map(({ name, build, version, state, shards, ...row }) => ({
    ...{ name, build, version, state, shards, head: String(head) },
    position: row.position,
    lag: Number(head > BigInt(row.position) ? head - BigInt(row.position) : 0n),
    parkedPartitions: row.partitions,
    parkedEvents: row.events,
    owners: row.owners,
    failure: row.failure,
    updatedAt: row.updated_at.toISOString(),
  }));
}
