import { contractBook } from '#contracts';
import { PostgresEventStore, ProjectionRegistry, Runner } from '#kernel';
import { facilityCard, facilityCardTable, timeline, timelineTable } from '#timeline';
import pg from 'pg';

/** What a rebuild took, as its own process saw it. */
export interface Rebuilt {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

// A process of its own, so that its memory is the rebuild's: `node rebuild-program.js URL` writes one line of JSON.
const [url] = process.argv.slice(2);
if (url === undefined) throw new Error('which database?');

const pool = new pg.Pool({ connectionString: url, max: 8 });
const store = new PostgresEventStore(url);
const entries = [
  { projection: timeline, table: timelineTable, shards: 1 },
  { projection: facilityCard, table: facilityCardTable, shards: 1 },
];
const runner = new Runner({
  store,
  pool,
  book: contractBook,
  registry: new ProjectionRegistry(entries, contractBook),
});
const target = await store.head();
let peak = 0;
const start = performance.now();
await runner.start();
for (;;) {
  peak = Math.max(peak, process.memoryUsage.rss());
  const status = await runner.status();
  const failed = status.find(({ failure }) => failure !== null);
  if (failed) throw new Error(`${failed.name}: ${failed.failure}`);
  if (status.every(({ state, position }) => state === 'live' && BigInt(position) >= target)) break;
  await new Promise((done) => setTimeout(done, 10));
}
const seconds = (performance.now() - start) / 1000;
const rebuilt: Rebuilt = { seconds, peakMegabytes: peak / 2 ** 20 };
await runner.stop();
await store.close();
await pool.end();
process.stdout.write(JSON.stringify(rebuilt));
