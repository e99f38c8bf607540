import { contractBook } from '#contracts';
import { ProjectionRegistry, Runner } from '#kernel';
import { facilityCard, facilityCardTable, timeline, timelineTable } from '#timeline';
import pg from 'pg';
import { openStore } from './eventstoredb-server.js';

// A process of its own, as a projector is: `node eventstoredb-rebuild-program.js DATABASE PREFIX COMMIT PREPARE`
// writes how many seconds timeline and card took from the first event to the last.
const [url = '', prefix = '', commit = '0', prepare = '0'] = process.argv.slice(2);
const history = { prefix, origin: { commit: BigInt(commit), prepare: BigInt(prepare) } };
const pool = new pg.Pool({ connectionString: url, max: 8 });
const store = await openStore(url, history, false);
const entries = [
  { projection: timeline, table: timelineTable, shards: 1 },
  { projection: facilityCard, table: facilityCardTable, shards: 1 },
];
const registry = new ProjectionRegistry(entries, contractBook);
const runner = new Runner({ store, pool, book: contractBook, registry });
const target = await store.head();
const start = performance.now();
await runner.start();
// Asked of the tables: `runner.status()` counts what is left by reading it, where no index is filled.
for (;;) {
  const { rows } = await pool.query<{ state: string; position: string; failure: string | null }>(
    `select b.state, min(s.position) as position, max(s.failure) as failure
       from runner.build b join runner.shard s using (name, build) group by b.name, b.build, b.state`,
  );
  const failed = rows.find(({ failure }) => failure !== null);
  if (failed) throw new Error(failed.failure!);
  const done = rows.filter(({ state, position }) => state === 'live' && BigInt(position) >= target);
  if (done.length === entries.length) break;
  await new Promise((wait) => setTimeout(wait, 20));
}
const seconds = (performance.now() - start) / 1000;
await runner.stop();
await store.close();
await pool.end();
process.stdout.write(JSON.stringify({ seconds }));
