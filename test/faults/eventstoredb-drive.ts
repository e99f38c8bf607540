// EVENTSTOREDB_URL=… npm run test:eventstoredb:faults -- SECONDS
// Eight writers and a projection against servers that are killed from outside. At the end everything is
// read back: nothing acknowledged lost, nothing twice, every event projected once. TEST_DATABASE_URL or
// DATABASE_URL names a PostgreSQL; an embedded one is used else.
// Ends with 0 when all is as it must be, 1 when something is not, 2 when it could not begin.
import {
  endOfLog,
  EventStoreDbEventStore,
  PostgresEventIndex,
  PostgresReadModels,
  ProjectionRegistry,
  Runner,
} from '#kernel';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrated } from '../../src/cli/log-side.js';
import { loadGround } from '../load/load-ground.js';
import { violations, type ReadBack } from './eventstoredb-proof.js';
import { book, sightings, Writers } from './eventstoredb-writers.js';

const WRITERS = 8;
/** The servers may still be down when the writers' time is over. */
const PATIENCE_MS = 180_000;
const url = process.env['EVENTSTOREDB_URL'] ?? '';
const seconds = Number(process.argv[2] ?? 60);
if (url === '' || !(seconds > 0)) {
  console.error("usage: EVENTSTOREDB_URL='esdb://…' npm run test:eventstoredb:faults -- SECONDS");
  process.exit(2);
}
for (const name of ['TEST_DATABASE_URL', 'DATABASE_URL'])
  if (process.env[name]) process.env['BENCH_DATABASE_URL'] ??= process.env[name];

function cannotBegin(error: unknown): never {
  const named = error instanceof Error && /^Store(Misconfigured|Unavailable)$/.test(error.name);
  console.error(named ? error.message : error);
  process.exit(2);
}

/** Asks again while the servers are away, in words now and then. */
async function patiently<T>(what: string, ask: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ;)
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      console.log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      await sleep(2_000);
    }
}

async function wholeLog(store: EventStoreDbEventStore): Promise<ReadBack[]> {
  const log: ReadBack[] = [];
  for (let after = 0n; ;) {
    const { events, next } = await patiently('reading back', () => store.readAll({ after, limit: 2_000 }));
    for (const { eventId, stream, revision, position } of events)
      log.push({ eventId, stream, revision, position });
    if (next === after) return log;
    after = next;
  }
}

// What was there before is not ours to judge.
const origin = await endOfLog(url).catch(cannotBegin);
const history = { prefix: `faults-${randomUUID().slice(0, 8)}.`, origin };
const ground = await loadGround();
const database = await ground.freshDatabase();
await migrated(database.url);
const pool = new pg.Pool({ connectionString: database.url, max: 8 });
pool.on('error', () => {});
const open = () =>
  EventStoreDbEventStore.open(url, { index: new PostgresEventIndex(database.url), ...history });
const [writing, reading] = [await open().catch(cannotBegin), await open().catch(cannotBegin)];
const registry = new ProjectionRegistry([sightings], book);
const runner = new Runner({ store: reading, pool, book, registry });
await runner.start();

const end = Date.now() + seconds * 1000;
const writers = new Writers(writing, () => Date.now() < end);
const ticks = setInterval(() => console.log(writers.told), 5_000);
await writers.run(WRITERS);
clearInterval(ticks);

const head = await patiently('reading back', () => reading.head());
const readModels = new PostgresReadModels(pool);
await patiently('projecting', () => readModels.waitFor('sightings', head, 60_000));
const { rows } = await pool.query<{ event_id: string; times: number }>(
  'select event_id, times from read.sightings',
);
const projected = new Map(rows.map((row) => [row.event_id, row.times]));
const log = await wholeLog(reading);
const found = violations({ promised: writers.promised, log, projected });
const about = await patiently('the index', () => reading.readSubject(`tally:hot-1`));
const ofHot = log.filter(({ stream }) => stream === 'hot-1').length;
const wrong =
  about.length === ofHot ? found : [...found, `the index knows ${about.length} of ${ofHot} events`];
for (const sentence of wrong.slice(0, 20)) console.error(sentence);

console.log(
  `${writers.promised.length} appends acknowledged, ${writers.unknown} given up as unknown; ${log.length} events stored, ` +
    `${projected.size} projected; ${wrong.length} violations; longest silence ${(writers.longestSilenceMs / 1000).toFixed(1)} s`,
);
await runner.stop();
await Promise.all([writing.close(), reading.close()]);
await pool.end();
await database.drop();
await ground.stop();
process.exit(wrong.length === 0 && writers.promised.length > 0 ? 0 : 1);
