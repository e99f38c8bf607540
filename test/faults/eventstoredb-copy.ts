// [EVENTSTOREDB_URL=…] npm run test:eventstoredb:copy -- EVENTS        (100,000 when not said)
// Moves a log from PostgreSQL to EventStoreDB and back into another database, and compares all three by digest. Without an address
// the stand-in is used, as a process of its own. DATABASE_URL names a PostgreSQL; an embedded one is used else.
import {
  endOfLog,
  EventStoreDbEventStore,
  EventStoreDbLogSource,
  PostgresEventIndex,
  PostgresEventStore,
} from '#kernel';
import { copyLog, digestOf, PostgresLogSource, type EventStore, type LogSource } from '#kernel';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrated } from '../../src/cli/log-side.js';
import { loadGround } from '../load/load-ground.js';
import { seedLog } from '../load/rebuild-log.js';
import { StandInProcess } from '../support/eventstoredb/stand-in-process.js';

const count = Number(process.argv[2] ?? 100_000);
for (const name of ['TEST_DATABASE_URL', 'DATABASE_URL'])
  if (process.env[name]) process.env['BENCH_DATABASE_URL'] ??= process.env[name];
const given = process.env['EVENTSTOREDB_URL'];
const standIn = given === undefined ? await StandInProcess.start() : undefined;
const url = given ?? standIn!.url;

async function copied(what: string, source: LogSource, target: EventStore) {
  const began = performance.now();
  await copyLog({ source, target, after: 0n });
  const seconds = (performance.now() - began) / 1000;
  console.log(`${what}: ${count} events in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)}/s`);
  await target.close();
}

const ground = await loadGround();
const [home, back] = [await ground.freshDatabase(), await ground.freshDatabase()];
for (const database of [home, back]) await migrated(database.url);
const pool = new pg.Pool({ connectionString: home.url, max: 1 });
await seedLog(pool, count);
await pool.end();

// What stands on the server before is not ours.
const history = { prefix: `copy-${randomUUID().slice(0, 8)}.`, origin: await endOfLog(url) };
const [here, there, again] = [
  new PostgresLogSource(home.url),
  new EventStoreDbLogSource(url, history),
  new PostgresLogSource(back.url),
];
const index = new PostgresEventIndex(home.url);
const away = await EventStoreDbEventStore.open(url, { index, allowRecordedAt: true, ...history });
await copied('PostgreSQL to EventStoreDB', here, away);
await copied(
  'EventStoreDB to PostgreSQL',
  there,
  new PostgresEventStore(back.url, { allowRecordedAt: true }),
);
const digests = [await digestOf(here), await digestOf(there), await digestOf(again)];
for (const { events, content, order } of digests)
  console.log(`${events} events, content ${content}, order ${order}`);
const same =
  new Set(digests.map((digest) => JSON.stringify(digest))).size === 1 && digests[0]!.events === count;
console.log(same ? 'all three are the same: ids, bytes, times, order' : 'THE COPIES DIFFER');

await Promise.all([here.close(), there.close(), again.close()]);
await Promise.all([home.drop(), back.drop()]);
await ground.stop();
await standIn?.stop();
process.exit(same ? 0 : 1);
