import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './rebuild-transaction.js';
import { showRelation } from './rebuild-views.js';
import type { BuildState } from './lease.js';
import { buildsOf, type Build } from './rebuild.js';
import { pause } from './runner-pause.js';

const TRIES = 100;
/** How long readers of the old build may be held up for the new one to reach the same position. */
const HOLD_MS = 60;

/** The new build does not reach the old one, or readers do not let go of the view: nothing was switched. */
export class NotSwitched extends Error {
  override readonly name = 'NotSwitched';
}

/**
 * Makes a build the one that readers see, in one transaction: the old build is held where it stands, the new
 * one has passed that place, the views change over, and both builds' workers are fenced. Readers never go
 * back in time.
 * `then` is what becomes of the build that was live. Answers how long writers of the old build waited, in ms.
 * Throws {@link BuildMoved} when somebody decided otherwise about either meanwhile.
 */
export async function switchTo(
  pool: Pool,
  build: Build,
  then: 'kept' | 'withdrawn' = 'kept',
): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const heldMs = await trySwitch(pool, build, then);
    if (heldMs !== undefined) return heldMs;
    await pause(20 + Math.random() * 50);
  }
  throw new NotSwitched(`${build.name}: build ${build.build} could not take over in ${TRIES} tries`);
}

class TryAgain extends Error {}

async function trySwitch(pool: Pool, build: Build, then: 'kept' | 'withdrawn'): Promise<number | undefined> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`set local lock_timeout = '200ms'`);
      const live = (await buildsOf(client, build.name)).find(({ state }) => state === 'live');
      if (live?.build === build.build) return 0;
      const start = performance.now();
      if (live && then === 'kept') await meet(pool, client, { live, build });
      await handOver(client, { live, build, then });
      const heldMs = performance.now() - start;
      await client.query(
        'update runner.build set switched_at = now(), switch_ms = $3 where name = $1 and build = $2',
        [build.name, build.build, heldMs],
      );
      return heldMs;
    });
  } catch (failure) {
    if (failure instanceof TryAgain || (failure as { code?: unknown }).code === LOCK_NOT_AVAILABLE)
      return undefined;
    throw failure;
  }
}
const LOCK_NOT_AVAILABLE = '55P03';

const POSITIONS = 'select position from runner.shard where name = $1 and build = $2 order by shard';

/** Holds the old build's shards and waits until every shard of the new one has passed them. */
async function meet(pool: Pool, client: PoolClient, { live, build }: { live: Build; build: Build }) {
  const held = await client.query<{ position: string }>(`${POSITIONS} for update`, [live.name, live.build]);
  const target = held.rows.map(({ position }) => BigInt(position)).reduce((a, b) => (a > b ? a : b), 0n);
  for (const until = performance.now() + HOLD_MS; ; await pause(2)) {
    const { rows } = await pool.query<{ position: string }>(POSITIONS, [build.name, build.build]);
    if (rows.every(({ position }) => BigInt(position) >= target)) return;
    if (performance.now() > until) throw new TryAgain();
  }
}

async function handOver(
  client: PoolClient,
  { live, build, then }: { live: Build | undefined; build: Build; then: 'kept' | 'withdrawn' },
) {
  await fenceWorkers(client, live ? [build, live] : [build]);
  if (live) await setState(client, live, then);
  await setState(client, build, 'live');
  await showRelation(client, build.name, build.relation);
}

/** Whoever works on one of these builds cannot write to it any more, and must take its lease anew. */
export const fenceWorkers = (client: PoolClient, builds: readonly Build[]) =>
  client.query(
    `update runner.shard set epoch = epoch + 1, owner = null, lease_until = '-infinity' where name = $1 and build = any($2)`,
    [builds[0]!.name, builds.map(({ build }) => build)],
  );

/** The build is not in the state any more in which it was seen: somebody else decided about it meanwhile. */
export class BuildMoved extends Error {
  override readonly name = 'BuildMoved';
}

/** From the state in which the build was seen, and from no other. Throws {@link BuildMoved}. */
export async function setState(
  client: Pool | PoolClient,
  { name, build, state: seen }: Build,
  state: BuildState,
) {
  const { rowCount } = await client.query(
    'update runner.build set state = $3 where name = $1 and build = $2 and state = $4',
    [name, build, state, seen],
  );
  if (rowCount !== 1) throw new BuildMoved(`${name}: build ${build} is not ${seen} any more`);
}
