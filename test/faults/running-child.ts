import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresEventStore } from '../../libs/kernel/postgres-event-store.js';
import { ProjectionRegistry } from '../../libs/kernel/projection-registry.js';
import { book } from '../../libs/kernel/runner-accounts.specification.js';
import { Runner } from '../../libs/kernel/runner.js';
import { balances, welcome } from './welcoming.js';

/**
 * A program that keeps {@link balances} and {@link welcome} up with the log of a database.
 * `die POINT N`: kills itself the Nth time it comes there. `hold`: stops before it writes rows and before it
 * gives a command until both have come about, says so, and stays there for a moment in which it can be sent to sleep;
 * says so too if it then wrote by the lease that it held before.
 */
const [url, does, point, nth] = process.argv.slice(2) as [string, 'die' | 'hold' | 'run', string?, string?];
const HOLD_MS = 500;
const holding = new Set<string>();
let [left, released] = [Number(nth), false];

async function reached(where: string): Promise<void> {
  if (does === 'die' && where === point && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
  if (does === 'die' && where === 'before-write' && point === 'during-write' && (left -= 1) === 0)
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), Math.random() * 3);
  if (does === 'hold' && /^before-(write|dispatch)$/.test(where)) await hold(where);
}

async function hold(where: string): Promise<void> {
  holding.add(where);
  while (holding.size < 2) await sleep(10);
  if (released) return;
  process.send!({ holds: where });
  await sleep(HOLD_MS);
  released = true;
}

const epochs = new Map<number, bigint>();
/** Notes by which lease a shard was held when it stopped, and whether anything was written by that lease. */
function watchEpochs(where: string, { shard, epoch }: { shard: number; epoch?: bigint }): void {
  if (does !== 'hold' || epoch === undefined) return;
  if (where === 'before-write' && !released && !epochs.has(shard)) epochs.set(shard, epoch);
  if (where === 'after-write' && epoch <= (epochs.get(shard) ?? 0n)) process.send!({ overstepped: shard });
}

const pool = new pg.Pool({ connectionString: url, max: 8 });
pool.on('error', () => undefined);
const store = new PostgresEventStore(url, { pollMs: 100 });
const registry = new ProjectionRegistry([balances], book());
const runner = new Runner({
  store,
  pool,
  registry,
  book: book(),
  owner: `child-${process.pid}`,
  policies: [welcome(store, reached)],
  hook: (where, shard) => {
    if (shard.name !== 'balance') return;
    watchEpochs(where, shard);
    return reached(where);
  },
});
await runner.start();
process.send!({ runs: true });
process.on('SIGTERM', () => void runner.stop().then(() => process.exit(0)));
