// EVENTSTOREDB_URL=… npm run test:eventstoredb:faults -- SECONDS
// Eight writers and a projection against servers that are killed from outside. At the end everything is
// read back: nothing
// acknowledged lost, nothing twice, every event projected once. DATABASE_URL names a PostgreSQL; an
// embedded one is used else.
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client';
import {
  EventStoreDbEventStore,
  PostgresEventIndex,
  PostgresReadModels,
  ProjectionRegistry,
  Runner,
} from '#kernel';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrated } from '../../src/cli/log-side.js';
import { loadGround } from '../load/harness.js';
import { violations, type ReadBack } from './eventstoredb-proof.js';
import { book, sightings, Writers } from './eventstoredb-writers.js';

const WRITERS = 8;
const url = process.env['EVENTSTOREDB_URL'] ?? '';
const seconds = Number(process.argv[2] ?? 60);
if (url === '' || !(seconds > 0)) {
  console.error("usage: EVENTSTOREDB_URL='esdb://…' npm run test:eventstoredb:faults -- SECONDS");
  process.exit(2);
}
process.env['BENCH_DATABASE_URL'] ??= process.env['DATABASE_URL'];
if (process.env['BENCH_DATABASE_URL'] === undefined) delete process.env['BENCH_DATABASE_URL'];

/** Where the server's log ends now: what was there before is not ours to judge. */
async function endOfLog() {
  const client = EventStoreDBClient.connectionString(url);
  let end = { commit: 0n, prepare: 0n };
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
    if (event) end = event.position;
  await client.dispose();
  return end;
}

async function wholeLog(store: EventStoreDbEventStore): Promise<ReadBack[]> {
  const log: ReadBack[] = [];
  for (let after = 0n; ;) {
    const { events, next } = await store.readAll({ after, limit: 2_000 });
    if (next === after) return log;
    log.push(...events);
    after = next;
  }
}

const ground = await loadGround();
const database = await ground.freshDatabase();
await migrated(database.url);
const pool = new pg.Pool({ connectionString: database.url, max: 8 });
pool.on('error', () => {});
const history = { prefix: `faults-${randomUUID().slice(0, 8)}.`, origin: await endOfLog() };
const open = () =>
  EventStoreDbEventStore.open(url, { index: new PostgresEventIndex(database.url), ...history });
const [writing, reading] = [await open(), await open()];
const runner = new Runner({
  store: reading,
  pool,
  book,
  registry: new ProjectionRegistry([sightings], book),
});
await runner.start();

const end = Date.now() + seconds * 1000;
const writers = new Writers(writing, () => Date.now() < end);
const ticks = setInterval(() => {
  const { promised, unknown, longestSilenceMs } = writers;
  console.log(
    `${promised.length} appends acknowledged, ${unknown} unknown, longest silence ${longestSilenceMs} ms`,
  );
}, 5_000);
await writers.run(WRITERS);
clearInterval(ticks);

const readModels = new PostgresReadModels(pool);
await readModels.waitFor('sightings', await reading.head(), 120_000);
const { rows } = await pool.query<{ event_id: string; times: number }>(
  'select event_id, times from read.sightings',
);
const projected = new Map(rows.map((row) => [row.event_id, row.times]));
const log = await wholeLog(reading);
const found = violations({ promised: writers.promised, log, projected });
const about = await reading.readSubject(`tally:hot-1`);
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
