import { contractBook } from '#contracts';
import { PostgresEventStore, ProjectionRegistry, Runner } from '#kernel';
import { facilityCard, facilityCardTable, timeline, timelineTable } from '#timeline';
import { once } from 'node:events';
import pg from 'pg';

// A projector as a process of its own: `node processes-program.js URL SHARDS`. Says `ready` once it stands,
// begins when anything is written to it, and works until its input ends; then says how much processor time it took.
const [url, shards] = process.argv.slice(2);
if (url === undefined || shards === undefined) throw new Error('which database, and how many shards?');

const pool = new pg.Pool({ connectionString: url, max: 8 });
const store = new PostgresEventStore(url);
const entries = [
  { projection: timeline, table: timelineTable, shards: Number(shards) },
  { projection: facilityCard, table: facilityCardTable, shards: Number(shards) },
];
const registry = new ProjectionRegistry(entries, contractBook);
const runner = new Runner({ store, pool, book: contractBook, registry });
await Promise.all([store.head(), pool.query('select 1')]);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const before = process.cpuUsage();
await runner.start();
await once(process.stdin, 'end');
const { user, system } = process.cpuUsage(before);
await runner.stop();
await store.close();
await pool.end();
process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6 })}\n`);
