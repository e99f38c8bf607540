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
  /** Events not yet applied; no more than {@link MOST_COUNTED} are counted where they must be counted. */
  readonly lag: number;
  readonly parkedPartitions: number;
  readonly parkedEvents: number;
  readonly owners: readonly string[];
  readonly failure: string | null;
  readonly updatedAt: string;
}

/** Where positions are places in a file, events are counted, and the far end of a rebuild is "very many". */
const MOST_COUNTED = 100_000;

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
  const lags = await lagsOf(store, head, new Set(rows.map(({ position }) => position)));
  return rows.map(({ name, build, version, state, shards, ...row }) => ({
    name,
    build,
    version,
    state,
    shards,
    head: String(head),
    position: row.position,
    lag: lags.get(row.position)!,
    parkedPartitions: row.partitions,
    parkedEvents: row.events,
    owners: row.owners,
    failure: row.failure,
    updatedAt: row.updated_at.toISOString(),
  }));
}

/** Events behind the head, by position: most read models stand at the same few. */
async function lagsOf(
  store: EventStore,
  head: bigint,
  positions: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const lags = new Map<string, number>();
  for (const position of positions) {
    const behind = head > BigInt(position) ? head - BigInt(position) : 0n;
    const exact = store.capabilities.contiguousPositions || behind === 0n;
    lags.set(position, exact ? Number(behind) : await store.countBeyond(BigInt(position), MOST_COUNTED));
  }
  return lags;
}
