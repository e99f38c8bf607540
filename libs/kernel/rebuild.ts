import type { Pool, PoolClient } from 'pg';
import { RUNNING_STATES, type BuildState } from './lease.js';
import type { ProjectionEntry } from './projection-registry.js';
import { inTransaction } from './rebuild-transaction.js';
import { showRelation } from './rebuild-views.js';
import { RowTable } from './row-table.js';

/**
 * One making of a projection's table. Raising the version makes another beside it; so does asking for a
 * rebuild.
 */
export interface Build {
  readonly name: string;
  readonly build: number;
  readonly version: number;
  readonly shards: number;
  readonly state: BuildState;
  readonly relation: string;
}

/** The live build has another number of shards than the program: only a rebuild may change it. */
export class ShardsChanged extends Error {
  override readonly name = 'ShardsChanged';
}

export const buildsOf = async (client: Pool | PoolClient, name: string): Promise<Build[]> =>
  (
    await client.query<Build>(
      'select name, build, version, shards, state, relation from runner.build where name = $1 order by build',
      [name],
    )
  ).rows;

const newest = (builds: readonly Build[], allowed: readonly BuildState[]) =>
  builds.filter(({ state }) => allowed.includes(state)).at(-1);

/**
 * Makes sure that the version this program knows has a build, and none when a newer version is live already:
 * then this is an old program in a rolling deployment, and the new one does the work.
 */
export function enrol(pool: Pool, entry: ProjectionEntry): Promise<void> {
  const { projection, shards, table } = entry;
  const { name, version } = projection;
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`runner:${name}`]);
    const builds = await buildsOf(client, name);
    const live = newest(builds, ['live']);
    const mine = newest(
      builds.filter((build) => build.version === version),
      [...RUNNING_STATES, 'cancelled'],
    );
    if (mine === undefined) {
      if (live === undefined || live.version < version) await make(client, entry, builds);
      return;
    }
    if (mine.shards !== shards) await reshape(client, mine, shards);
    for (const statement of new RowTable(mine.relation, table).createStatements())
      await client.query(statement);
  });
}

/**
 * Another build of the same version: to prove that the rules still give the same rows, or to repair the
 * table.
 */
export function rebuild(pool: Pool, entry: ProjectionEntry): Promise<Build> {
  const { name } = entry.projection;
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`runner:${name}`]);
    return make(client, entry, await buildsOf(client, name));
  });
}

async function make(client: PoolClient, entry: ProjectionEntry, builds: readonly Build[]): Promise<Build> {
  const { projection, shards, table } = entry;
  const { name, version } = projection;
  const number = (builds.at(-1)?.build ?? 0) + 1;
  const again = builds.some((build) => build.version === version);
  const relation = `${name}_v${version}${again ? `_b${number}` : ''}`;
  const build: Build = { name, build: number, version, shards, state: 'building', relation };
  await client.query(
    `insert into runner.build (name, build, version, shards, state, relation) values ($1, $2, $3, $4, 'building', $5)`,
    [name, number, version, shards, relation],
  );
  await client.query(
    'insert into runner.shard (name, build, shard) select $1, $2, s from generate_series(0, $3::int - 1) s',
    [name, number, shards],
  );
  for (const statement of new RowTable(relation, table).createStatements()) await client.query(statement);
  // Before anything is live, readers see the first build grow.
  if (builds.every(({ state }) => state !== 'live')) await showRelation(client, name, relation);
  return build;
}

/**
 * A build that is not live yet takes another number of shards where it stands, if all stand at one place;
 * else anew.
 */
async function reshape(client: PoolClient, build: Build, shards: number) {
  const { name, relation, state, shards: before } = build;
  if (state === 'live' || state === 'kept' || state === 'withdrawn')
    throw new ShardsChanged(
      `${name} is live on ${before} shards, not ${shards}: raise its version to rebuild it`,
    );
  const { rows } = await client.query<{ low: string; high: string; epoch: string }>(
    `select min(position) as low, max(position) as high, max(epoch) as epoch
       from (select * from runner.shard where name = $1 and build = $2 for update) s`,
    [name, build.build],
  );
  const { low, high, epoch } = rows[0]!;
  const from = low === high ? low : '0';
  if (from === '0') await client.query(`truncate read."${relation}"`);
  await client.query('delete from runner.shard where name = $1 and build = $2', [name, build.build]);
  await client.query('update runner.build set shards = $3 where name = $1 and build = $2', [
    name,
    build.build,
    shards,
  ]);
  await client.query(
    `insert into runner.shard (name, build, shard, position, epoch)
       select $1, $2, s, $4, $5::bigint + 1 from generate_series(0, $3::int - 1) s`,
    [name, build.build, shards, from, epoch],
  );
  if (from === '0')
    await client.query('delete from runner.parked where name = $1 and build = $2', [name, build.build]);
}
