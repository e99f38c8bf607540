import { jest } from '@jest/globals';
import type { PolicyEntry } from './policy.js';
import { policyEntry } from './policy.js';
import { silent } from './projection.js';
import {
  balance,
  balances,
  balanceTable,
  movements,
  movementsTable,
  truth,
} from './runner-accounts.specification.js';
import { Ground } from './runner-ground.specification.js';
import { WINDOW } from './runner-pages.js';
import { pause } from './runner-pause.js';
import { sayMany } from './runner-story.specification.js';
import type { Runner } from './runner.js';

jest.setTimeout(60_000);

const entries = [
  { projection: balance, table: balanceTable(true), shards: 4 },
  { projection: movements, table: movementsTable, shards: 3 },
];
const policy: PolicyEntry = policyEntry(
  {
    name: 'watch',
    start: 'now' as const,
    partition: () => 'one',
    rules: { Opened: silent('-'), Credited: silent('-'), Noted: silent('-'), Closed: silent('-') },
  },
  () => Promise.resolve(),
);
const ALL = 8;

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare();
});
afterEach(() => ground.close());

async function begin(owner: string): Promise<Runner> {
  const runner = ground.runner(entries, { owner }, [policy]);
  await runner.start();
  return runner;
}
const held = (...runners: Runner[]) =>
  runners.map((runner) => runner.held.length).sort((one, other) => one - other);
const settled = (wanted: number[], ...runners: Runner[]) =>
  ground.until(`shared out as ${wanted}`, async () => String(held(...runners)) === String(wanted), 20_000);

async function holdsTheTruth() {
  await ground.caughtUp('balance');
  await ground.caughtUp('movements');
  expect(balances(await ground.rows())).toEqual(await truth(ground.store));
}

test('whoever comes first holds everything, gives of it to whoever comes, and gets it back', async () => {
  await sayMany(ground.store, { events: 500, accounts: 30, seed: 1 });
  const first = await begin('first');
  await settled([ALL], first);
  const second = await begin('second');
  await settled([4, 4], first, second);
  await sayMany(ground.store, { events: 500, accounts: 30, seed: 2, prefix: 'B' });
  const third = await begin('third');
  await settled([2, 3, 3], first, second, third);
  await holdsTheTruth();
  await first.stop();
  await settled([4, 4], second, third);
  await second.stop();
  await settled([ALL], third);
  await sayMany(ground.store, { events: 500, accounts: 30, seed: 3, prefix: 'C' });
  await holdsTheTruth();
});

test('every earlier state stands as it was known, also where a shard writes some windows at once', async () => {
  await sayMany(ground.store, { events: 15_000, accounts: 40, seed: 7 });
  const [first] = [await begin('first'), await begin('second')];
  await ground.caughtUp('balance', 40_000);
  expect(first!.counters['balance']!.windows).toBeLessThan((4 * 15_000) / WINDOW / 2);
  for (const known of [1n, 1_999n, 2_000n, 4_001n, 8_000n, 11_111n, 15_000n]) {
    const { rows } = await ground.pool.query(
      'select * from read.balance_history where known_from <= $1 and known_to > $1',
      [known],
    );
    expect(balances(new Map(rows.map((row) => [row.key, row])))).toEqual(await truth(ground.store, known));
  }
});

test('what is settled stays: nobody takes turns with a shard', async () => {
  const runners = [await begin('first'), await begin('second')];
  await settled([4, 4], ...runners);
  const free = async () =>
    (await ground.pool.query('select from runner.shard where owner is null')).rowCount ?? 0;
  const epochs = async () =>
    (await ground.pool.query('select epoch from runner.shard order by name, build, shard')).rows;
  await ground.until('live', async () => (await ground.live('balance')) !== undefined);
  await ground.until('live', async () => (await ground.live('movements')) !== undefined);
  // The switch to live fences every holder; each finds out by itself.
  await ground.until('everything is held', async () => (await free()) === 0);
  await settled([4, 4], ...runners);
  const before = await epochs();
  await pause(4_000);
  expect(await epochs()).toEqual(before);
});

test('what a dead program held is taken when its lease ends, and not before', async () => {
  const runner = await begin('survivor');
  await settled([ALL], runner);
  await runner.stop();
  await ground.pool.query(
    `update runner.shard set owner = 'dead', lease_until = clock_timestamp() + interval '4 seconds'`,
  );
  const start = Date.now();
  const survivor = await begin('survivor again');
  await pause(2_000);
  expect(survivor.held).toEqual([]);
  await settled([ALL], survivor);
  expect(Date.now() - start).toBeGreaterThan(3_900);
  expect(Date.now() - start).toBeLessThan(9_000);
});

test('a program counts as living only as long as it shows itself', async () => {
  await ground.pool.query(
    `insert into runner.member select 'ghost', array_agg(distinct w), clock_timestamp() + interval '3 seconds'
       from unnest(array['balance/1', 'movements/1', 'policy:watch/1']) w`,
  );
  const runner = await begin('alone');
  await settled([4], runner);
  await settled([ALL], runner);
});

test('a free shard that is meant for one who never takes it goes to another', async () => {
  await ground.pool.query(
    `insert into runner.member select 'asleep', array_agg(distinct w), clock_timestamp() + interval '1 hour'
       from unnest(array['balance/1', 'movements/1', 'policy:watch/1']) w`,
  );
  const runner = await begin('awake');
  await settled([4], runner);
  await ground.pool.query(
    `update runner.shard set updated_at = now() - interval '1 minute' where owner is null`,
  );
  await settled([ALL], runner);
});

test('a program with older rules keeps its own read models and is given none of the newer', async () => {
  const newer = [{ projection: { ...balance, version: 2 }, table: balanceTable(true), shards: 4 }];
  const old = ground.runner(entries, { owner: 'old' });
  await old.start();
  await settled([7], old);
  const young = ground.runner(newer, { owner: 'young' });
  await young.start();
  await ground.until(
    'the new version is live',
    async () => (await ground.live('balance'))?.version === 2,
    30_000,
  );
  await settled([4, 7], old, young);
  expect(new Set(young.held.map(({ build }) => build))).toEqual(new Set([2]));
});
