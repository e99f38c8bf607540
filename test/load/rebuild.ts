import { PostgresEventStore } from '#kernel';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { dataSourceOn, migrate } from '../../src/platform/migrations.js';
import { findings } from './finding.js';
import {
  ceilingResult,
  floorResult,
  interleaved,
  rateResult,
  ROUNDS,
  type Benchmark,
  type Result,
} from './harness.js';
import { checkpoint, type LoadGround } from './load-ground.js';
import { copyAsJsonb, insertSelectPair } from './rebuild-limit.js';
import { seedLog } from './rebuild-log.js';
import type { Rebuilt } from './rebuild-program.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const FEW = 20_000;
/** A young generation that holds the pages under way, or most of them grow old for nothing. */
const YOUNG = ['--max-semi-space-size=24', '--min-semi-space-size=24'];
const TABLES = ['timeline', 'facility_card'];

async function onLog<T>(
  ground: LoadGround,
  events: number,
  run: (database: { url: string; pool: pg.Pool }) => Promise<T>,
): Promise<T> {
  const { url, drop } = await ground.freshDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  try {
    const dataSource = await dataSourceOn(url).initialize();
    await migrate(dataSource);
    await dataSource.destroy();
    await seedLog(pool, events);
    return await run({ url, pool });
  } finally {
    await pool.end();
    await drop();
  }
}

/** Everything below the log is thrown away, then made again by a process of its own. */
async function rebuild({ url, pool }: { url: string; pool: pg.Pool }): Promise<Rebuilt> {
  await pool.query('truncate runner.build cascade');
  for (const table of TABLES) await pool.query(`drop table if exists read.${table}_v1 cascade`);
  await checkpoint(url);
  const program = join(import.meta.dirname, 'rebuild-program.js');
  const { stdout } = await promisify(execFile)(process.execPath, [...YOUNG, program, url]);
  return JSON.parse(stdout) as Rebuilt;
}

async function insertSelect({ url, pool }: { url: string; pool: pg.Pool }): Promise<number> {
  await checkpoint(url);
  const start = performance.now();
  await insertSelectPair(pool);
  return (performance.now() - start) / 1000;
}

/** The limit is one only if it makes the same rows; and as many events are handled as are stored. */
async function sameRows(pool: pg.Pool, events: number) {
  for (const table of TABLES) {
    const { rows } = await pool.query<{ n: string }>(
      `select count(*) as n from (table read.${table}_v1 except table read.limit_${table}) d`,
    );
    if (rows[0]!.n !== '0') throw new Error(`${rows[0]!.n} rows of ${table} are not those of the limit`);
  }
  await handled(pool, events);
}

async function handled(pool: pg.Pool, events: number): Promise<number> {
  const { rows } = await pool.query<{ n: string }>('select count(*) as n from read.timeline');
  if (Number(rows[0]!.n) !== events) throw new Error(`${events} events stored, ${rows[0]!.n} handled`);
  return events;
}

const whole: Benchmark = {
  name: 'rebuild, timeline and card',
  run: (ground) =>
    onLog(ground, EVENTS, async (many) =>
      onLog(ground, FEW, async (few) => {
        await copyAsJsonb(many.pool);
        const measured = await interleaved<'limit' | 'many' | 'few', Rebuilt>({
          limit: async () => ({ seconds: await insertSelect(many), peakMegabytes: 0 }),
          many: () => rebuild(many),
          few: () => rebuild(few),
        });
        await sameRows(many.pool, EVENTS);
        await handled(few.pool, FEW);
        const rates = (of: readonly Rebuilt[], events: number) => of.map(({ seconds }) => events / seconds);
        const rebuilt = rates(measured.many, EVENTS);
        return [
          rateResult(whole.name, { goal: 0.45 }, rebuilt, rates(measured.limit, EVENTS)),
          floorResult(`${whole.name}, pace`, 'events/s', 50_000, rebuilt),
          rateResult(
            `${whole.name}, against a log of 20,000`,
            { goal: 0.9 },
            rebuilt,
            rates(measured.few, FEW),
          ),
          ceilingResult(
            `${whole.name}, memory`,
            'MB',
            400,
            measured.many.map(({ peakMegabytes }) => peakMegabytes),
          ),
        ];
      }),
    ),
};

/** Eight writers append while the log is read: what was stored must be handled, every event once. */
async function besideWriters(url: string, pool: pg.Pool): Promise<Result> {
  const store = new PostgresEventStore(url);
  let writing = true;
  const writers = Array.from({ length: 8 }, async () => {
    for (; writing;) await store.append(findings(10));
  });
  const rounds: number[] = [];
  for (let round = 0; round < Math.min(ROUNDS, 3); round += 1) {
    await rebuild({ url, pool });
    const seen = await pool.query<{ position: string }>(
      `select position from runner.shard where name = 'timeline' and build = 1`,
    );
    rounds.push(await handled(pool, Number(seen.rows[0]!.position)));
  }
  writing = false;
  await Promise.all(writers);
  await rebuild({ url, pool });
  rounds.push(await handled(pool, Number(await store.head())));
  await store.close();
  const ratios = rounds.map(() => 1);
  return { ...rateResult(beside.name, { unit: 'handled/stored', goal: 1 }, ratios, ratios) };
}

const beside: Benchmark = {
  name: 'rebuild, 8 writers beside',
  run: (ground) => onLog(ground, FEW * 5, async ({ url, pool }) => [await besideWriters(url, pool)]),
};

export const rebuildBenchmarks: readonly Benchmark[] = [whole, beside];
