import type { Pool } from 'pg';
import type { BuildState } from './lease.js';
import { inTransaction } from './rebuild-transaction.js';
import { buildsOf, type Build } from './rebuild.js';
import { fenceWorkers, setState, switchTo } from './rebuild-switch.js';

/** What an operator asked for does not fit the state of the builds. */
export class NoSuchBuild extends Error {
  override readonly name = 'NoSuchBuild';
}

const pick = async (pool: Pool, name: string, fits: (build: Build) => boolean): Promise<Build> => {
  const build = (await buildsOf(pool, name)).filter(fits).at(-1);
  if (build === undefined) throw new NoSuchBuild(`${name} has no build for that`);
  return build;
};

/**
 * Stops a rebuild where it is. Its table and its position stay, so {@link resumeRebuild} goes on from there.
 */
export const cancelRebuild = (pool: Pool, name: string): Promise<void> =>
  changeState(pool, name, { from: ['building', 'differs'], to: 'cancelled' });

export const resumeRebuild = (pool: Pool, name: string): Promise<void> =>
  changeState(pool, name, { from: ['cancelled'], to: 'building' });

interface Change {
  readonly from: readonly BuildState[];
  readonly to: BuildState;
}
async function changeState(pool: Pool, name: string, { from, to }: Change) {
  const build = await pick(pool, name, ({ state }) => from.includes(state));
  await inTransaction(pool, async (client) => {
    await fenceWorkers(client, [build]);
    await setState(client, build, to);
  });
}

/** Shows readers the build that was live before, at once. The build that was live is withdrawn, not lost. */
export async function rollBack(pool: Pool, name: string): Promise<Build> {
  const before = await pick(pool, name, ({ state }) => state === 'kept');
  await switchTo(pool, before, 'withdrawn');
  return before;
}

/** Shows readers a build that was withdrawn, or whose differences from the live one somebody has accepted. */
export async function accept(pool: Pool, name: string): Promise<Build> {
  const build = await pick(pool, name, ({ state }) => state === 'withdrawn' || state === 'differs');
  await switchTo(pool, build);
  return build;
}

/**
 * Drops tables that nothing will go back to: kept builds but the newest, and those cancelled before the live
 * one.
 */
export async function discardOld(pool: Pool, name: string): Promise<readonly string[]> {
  const builds = await buildsOf(pool, name);
  const live = builds.find(({ state }) => state === 'live')?.build ?? 0;
  const kept = builds.filter(({ state }) => state === 'kept').at(-1);
  const old = builds.filter(
    ({ build, state }) =>
      build < live && build !== kept?.build && (state === 'kept' || state === 'cancelled'),
  );
  for (const { build, relation } of old) {
    await inTransaction(pool, async (client) => {
      await client.query(`drop table if exists read."${relation}"`);
      await client.query('delete from runner.build where name = $1 and build = $2', [name, build]);
    });
  }
  return old.map(({ relation }) => relation);
}
