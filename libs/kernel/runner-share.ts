import type { Pool } from 'pg';
import { LEASE_SECONDS, RUNNING_STATES, type ShardName } from './lease.js';
import type { Members } from './member.js';
import { shareOut } from './share-out.js';

interface ShardRow extends ShardName {
  readonly version: number;
  readonly shards: number;
  readonly owner: string | null;
  readonly ended: boolean;
  readonly forgotten: boolean;
}
/** A shard of one of the builds that are kept up to date. */
export interface VersionedShard extends ShardName {
  readonly key: string;
  readonly version: number;
}

/** Whoever is meant for a free shard takes it within seconds, or hangs while its heart still beats. */
const FORGOTTEN_AFTER = `interval '${2 * LEASE_SECONDS} seconds'`;
const SHARDS = `
  select s.name, s.build, s.shard, b.version, b.shards, s.owner, s.lease_until < clock_timestamp() as ended,
    s.owner is null and s.updated_at < clock_timestamp() - ${FORGOTTEN_AFTER} as forgotten
  from runner.shard s join runner.build b using (name, build) where b.state = any ($1)`;

/** What a program must have rules for, to work on a build of this version. */
export const workName = (name: string, version: number) => `${name}/${version}`;

/** The shards this program is to hold, by a fair share among the living. */
export class FairShare {
  constructor(
    private readonly pool: Pool,
    private readonly members: Members,
  ) {}

  /** `work`: what this program has rules for. A free shard that nobody took is anybody's. */
  async mine(work: readonly string[]): Promise<readonly VersionedShard[]> {
    const living = await this.members.appear(work);
    const { rows } = await this.pool.query<ShardRow>(SHARDS, [RUNNING_STATES]);
    const shards = rows.map((row) => ({
      ...row,
      key: `${row.name}/${row.build}/${row.shard}`,
      work: workName(row.name, row.version),
      slot: row.shards === 1 ? undefined : `${row.shard} of ${row.shards}`,
      owner: row.ended ? undefined : (row.owner ?? undefined),
      lapsed: row.ended ? (row.owner ?? undefined) : undefined,
    }));
    const meant = shareOut(shards, living);
    return shards
      .filter(
        (one) => meant.get(one.key) === this.members.owner || (one.forgotten && work.includes(one.work)),
      )
      .map(({ key, name, build, shard, version }) => ({ key, name, build, shard, version }));
  }
}
