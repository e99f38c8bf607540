import type { Pool } from 'pg';
import type { EventStore } from './event-store.port.js';
import type { ProjectionEntry } from './projection-registry.js';
import { compare, type Comparison } from './rebuild-compare.js';
import { discardOld } from './rebuild-commands.js';
import { buildsOf, type Build } from './rebuild.js';
import { BuildMoved, setState, switchTo } from './rebuild-switch.js';
import { RowTable } from './row-table.js';
import { WINDOW } from './runner-pages.js';

interface Parts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly entry: ProjectionEntry;
}
export type Finish = 'not-near' | 'differs' | 'live' | 'given-up';

/**
 * The end of a rebuild, once its shards are near the head: indexes, statistics, comparison with the live
 * build, report, switch. Every step may be done twice, so it does not matter which process does it or whether
 * one dies in between. Who cancels it meanwhile, or shows another, is right.
 */
export const finishBuild = (parts: Parts, number: number): Promise<Finish> =>
  finish(parts, number).catch((failure: unknown) => {
    if (failure instanceof BuildMoved) return 'given-up';
    throw failure;
  });

async function finish(parts: Parts, number: number): Promise<Finish> {
  const { pool, entry } = parts;
  const { name } = entry.projection;
  const builds = await buildsOf(pool, name);
  const build = builds.find((one) => one.build === number);
  if (build?.state !== 'building') return build?.state === 'live' ? 'live' : 'differs';
  if (!(await near(parts, build))) return 'not-near';
  await readyToRead(pool, new RowTable(build.relation, entry.table));
  const live = builds.find(({ state }) => state === 'live');
  const comparison = live && (await compare(pool, { before: live, after: build }));
  const sameRules = live?.version === build.version;
  const different = comparison ? comparison.missing + comparison.added + comparison.differing : 0;
  await report(pool, { build, live, comparison, expected: !sameRules || different === 0 });
  if (sameRules && different > 0) {
    await setState(pool, build, 'differs');
    return 'differs';
  }
  await switchTo(pool, build);
  await discardOld(pool, name);
  return 'live';
}

/** A full table gets what readers need: its indexes, side by side, and statistics. */
export async function readyToRead(pool: Pool, table: RowTable): Promise<void> {
  await Promise.all(table.indexStatements().map((statement) => pool.query(statement)));
  await pool.query(table.statisticsStatement);
}

async function near({ pool, store }: Parts, { name, build }: Build): Promise<boolean> {
  const { rows } = await pool.query<{ low: string }>(
    'select min(position) as low from runner.shard where name = $1 and build = $2',
    [name, build],
  );
  return (await store.countBeyond(BigInt(rows[0]!.low), WINDOW + 1)) <= WINDOW;
}

interface Report {
  readonly build: Build;
  readonly live: Build | undefined;
  readonly comparison: Comparison | undefined;
  readonly expected: boolean;
}
const NOTHING_BEFORE: Comparison = {
  comparedAt: 0n,
  rowsBefore: 0,
  rowsAfter: 0,
  missing: 0,
  added: 0,
  differing: 0,
  leftOut: 0,
  samples: [],
};

async function report(pool: Pool, { build, live, comparison = NOTHING_BEFORE, expected }: Report) {
  const { comparedAt, rowsBefore, rowsAfter, missing, added, differing, leftOut, samples } = comparison;
  const builds = [build.name, build.build, live?.build, build.version, live?.version];
  const counts = [comparedAt, rowsBefore, rowsAfter, missing, added, differing, leftOut];
  await pool.query(
    `insert into runner.rebuild_report (name, build, against, version, against_version, compared_at, rows_before, rows_after,
       missing, added, differing, left_out, expected, samples)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [...builds, ...counts, expected, JSON.stringify(samples)],
  );
}
