import { PostgresLogSource, type NewEvent } from '#kernel';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrated } from '../../src/cli/log-side.js';
import { newCase } from './append.js';
import { pace, type Pace } from './append-limit.js';
import {
  bareAppends,
  bareFollow,
  bareRead,
  fillIndex,
  newHistory,
  openStore,
  type History,
} from './eventstoredb-server.js';
import { interleaved, rateResult, type Benchmark, type Result } from './harness.js';
import { YOUNG, type LoadGround } from './load-ground.js';
import { seedLog } from './rebuild-log.js';

const GOAL = 0.9;
const REBUILD_GOAL = 0.8;
const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const LOADS = [1, 10, 100].flatMap((events) => [8, 64, 256].map((callers) => ({ events, callers })));
const PAGE = 2_000;

async function onDatabase<T>(ground: LoadGround, run: (url: string) => Promise<T>): Promise<T> {
  const database = await ground.freshDatabase();
  try {
    await migrated(database.url);
    return await run(database.url);
  } finally {
    await database.drop();
  }
}

interface Load {
  readonly callers: number;
  readonly events: number;
}

async function throughPort(url: string, history: History, load: Load & { fills: boolean }): Promise<Pace> {
  const store = await openStore(url, history, load.fills);
  const measured = await pace(load.callers, load.events, async () => {
    const { outcome } = await store.append(newCase(load.events));
    if (outcome !== 'ok') throw new Error(`a new case was answered ${outcome}`);
  });
  await store.close();
  return measured;
}

/**
 * `fills`: the index is filled in the same process at the same time. Else another process does, as in a
 * city of many.
 */
async function compareAppends(
  ground: LoadGround,
  load: Load & { fills: boolean; goal: number },
  name: string,
): Promise<readonly Result[]> {
  const history = await newHistory();
  const rates = (paces: readonly Pace[]) => paces.map(({ rate }) => rate);
  return onDatabase(ground, async (url) => {
    const { bare, port } = await interleaved({
      bare: () => bareAppends(load.callers, load.events, newCase),
      port: async () => {
        await fillIndex(url, history);
        return throughPort(url, history, load);
      },
    });
    return [rateResult(name, { goal: load.goal }, rates(port), rates(bare))];
  });
}

const appends = ({ callers, events }: Load, fills = false): Benchmark => {
  const each = events > 1 ? `, ${events} events each` : '';
  const name = `EventStoreDB append, ${callers} callers${each}${fills ? ', index filled beside (no goal)' : ''}`;
  return {
    name,
    run: (ground) => compareAppends(ground, { callers, events, fills, goal: fills ? 0 : GOAL }, name),
  };
};

/**
 * Writes events of all kinds into the server, each as large as real ones, and answers what they are behind.
 */
async function writeLog(url: string, history: History): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await seedLog(pool, EVENTS);
  await pool.end();
  const source = new PostgresLogSource(url);
  const store = await openStore(url, history, false);
  for await (const page of source.pages(0n))
    for (let i = 0; i < page.length; i += 250) {
      const events: readonly NewEvent[] = page.slice(i, i + 250);
      await store.append({ stream: 'bench', expected: 'any', events });
    }
  await store.close();
  await source.close();
}

/** Through the port, page by page and waiting at the end, as whoever follows does. */
async function portFollow(url: string, history: History): Promise<number> {
  const store = await openStore(url, history, false);
  const start = performance.now();
  let seen = 0;
  for (let after = 0n; seen < EVENTS;) {
    const { events, next } = await store.readAll({ after, limit: PAGE });
    seen += events.length;
    if (next === after) await store.waitBeyond(after, 1_000);
    after = next;
  }
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return EVENTS / seconds;
}

async function rebuild(url: string, { prefix, origin: { commit, prepare } }: History): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await pool.query('truncate runner.build cascade');
  for (const table of ['timeline', 'facility_card'])
    await pool.query(`drop table if exists read.${table}_v1 cascade`);
  const program = join(import.meta.dirname, 'eventstoredb-rebuild-program.js');
  const args = [YOUNG, program, url, prefix, String(commit), String(prepare)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { rows } = await pool.query<{ n: string }>('select count(*) as n from read.timeline');
  await pool.end();
  if (Number(rows[0]!.n) !== EVENTS) throw new Error(`${EVENTS} events stored, ${rows[0]!.n} handled`);
  return EVENTS / (JSON.parse(stdout) as { seconds: number }).seconds;
}

const reading: Benchmark = {
  name: 'EventStoreDB follow and rebuild',
  run: (ground) =>
    onDatabase(ground, async (url) => {
      const history = await newHistory();
      await writeLog(url, history);
      const { subscribed, followed, read, rebuilt } = await interleaved({
        subscribed: () => bareFollow(history, EVENTS),
        followed: () => portFollow(url, history),
        read: () => bareRead(history, EVENTS),
        rebuilt: () => rebuild(url, history),
      });
      return [
        rateResult('EventStoreDB follow $all', { goal: GOAL }, followed, subscribed),
        rateResult('EventStoreDB rebuild, timeline and card', { goal: REBUILD_GOAL }, rebuilt, read),
      ];
    }),
};

export const eventstoredbBenchmarks: readonly Benchmark[] = [
  ...LOADS.map((load) => appends(load)),
  appends({ callers: 64, events: 1 }, true),
  appends({ callers: 64, events: 10 }, true),
  reading,
];
