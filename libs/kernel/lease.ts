import type { Pool } from 'pg';

/**
 * How long a shard stays its holder's after the last sign of life. Everybody else waits that long to take
 * over.
 */
export const LEASE_SECONDS = 8;
export const LEASE_RENEWAL_MS = 2_000;
export const LEASE_UNTIL = `clock_timestamp() + interval '${LEASE_SECONDS} seconds'`;

export interface ShardName {
  readonly name: string;
  readonly build: number;
  readonly shard: number;
}

/**
 * A shard that is ours until the epoch changes. Every write names the epoch, so whoever lost it changes
 * nothing.
 */
export interface Lease extends ShardName {
  readonly epoch: bigint;
  readonly position: bigint;
  readonly shards: number;
  readonly version: number;
  readonly relation: string;
  readonly state: BuildState;
  /** Another build of the name is live: this one must be made without a gap or not at all. */
  readonly strict: boolean;
}
export type BuildState = 'building' | 'differs' | 'cancelled' | 'live' | 'kept' | 'withdrawn';
/** States in which a build is kept up to date by whoever has its rules. */
export const RUNNING_STATES = ['building', 'differs', 'live', 'kept', 'withdrawn'] as const;

/**
 * Somebody else holds the shard now. The loser drops everything it thought and begins again as a candidate.
 */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

interface LeaseRow {
  position: string;
  epoch: string;
  shards: number;
  version: number;
  relation: string;
  state: BuildState;
  strict: boolean;
}

/** Who holds which shard. The clock is the database's alone. */
export class Leases {
  constructor(
    private readonly pool: Pool,
    private readonly owner: string,
  ) {}

  /** The lease, or undefined while another holds it or the build is not to be run. */
  async acquire(shard: ShardName): Promise<Lease | undefined> {
    const { rows } = await this.pool.query<LeaseRow>(
      `update runner.shard s set owner = $4, epoch = s.epoch + 1, lease_until = ${LEASE_UNTIL}, updated_at = now()
         from runner.build b
        where b.name = s.name and b.build = s.build and b.state = any($5)
          and s.name = $1 and s.build = $2 and s.shard = $3
          and (s.owner is null or s.lease_until < clock_timestamp())
        returning s.position, s.epoch, b.shards, b.version, b.relation, b.state,
          b.state <> 'live' and exists (select from runner.build l where l.name = b.name and l.state = 'live') as strict`,
      [shard.name, shard.build, shard.shard, this.owner, RUNNING_STATES],
    );
    const [row] = rows;
    return row && { ...shard, ...row, position: BigInt(row.position), epoch: BigInt(row.epoch) };
  }

  /** Throws {@link Fenced} when it is too late. */
  async renew({ name, build, shard, epoch }: Lease): Promise<void> {
    const { rowCount } = await this.pool.query(
      `update runner.shard set lease_until = ${LEASE_UNTIL} where name = $1 and build = $2 and shard = $3 and epoch = $4`,
      [name, build, shard, epoch],
    );
    if (rowCount !== 1) throw new Fenced(`${name} ${build}/${shard} changed hands`);
  }

  async release({ name, build, shard, epoch }: Lease): Promise<void> {
    await this.pool.query(
      `update runner.shard set owner = null, lease_until = '-infinity', updated_at = now()
        where name = $1 and build = $2 and shard = $3 and epoch = $4`,
      [name, build, shard, epoch],
    );
  }

  /** Writes down why the shard does not move, or that it moves again. */
  async note({ name, build, shard, epoch }: Lease, failure: ShardFailure | undefined): Promise<void> {
    await this.pool.query(
      `update runner.shard set failure_class = $5, failure_position = $6, failure_type = $7, failure = $8, updated_at = now()
        where name = $1 and build = $2 and shard = $3 and epoch = $4`,
      [
        name,
        build,
        shard,
        epoch,
        failure?.class,
        failure?.position,
        failure?.type,
        failure?.words.slice(0, 1000),
      ],
    );
  }
}

export interface ShardFailure {
  readonly class: string;
  readonly position?: bigint;
  readonly type?: string;
  readonly words: string;
}
