import { jest } from '@jest/globals';
import { PostgresEventStore } from './postgres-event-store.js';
import { ShardsChanged } from './rebuild.js';
import { allOf, balance, balances, truth, type Balance } from './runner-accounts.specification.js';
import { entry, liveVersion } from './rebuild-ground.specification.js';
import { fill } from './runner-fill.specification.js';
import { sayMany, seeded } from './runner-story.specification.js';
import { Ground } from './runner-ground.specification.js';
import { replay } from './projection.js';

const FULL = process.env['FAULTS'] === 'full';
jest.setTimeout(FULL ? 900_000 : 90_000);
const EVENTS = FULL ? 100_000 : 4_000;

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare((url) => new PostgresEventStore(url));
});
afterEach(() => ground.close());

test('another number of shards comes with a rebuild: 1, then 4, then 3, and no event counts twice', async () => {
  await fill(ground.pool, EVENTS, 80);
  await ground.runner([entry(true)]).start();
  await liveVersion(ground, { version: 1 });
  for (const [version, shards] of [
    [2, 4],
    [3, 3],
  ] as const) {
    await ground.runners.at(-1)!.stop();
    await ground.runner([entry(true, { version, shards })]).start();
    await sayMany(ground.store, { events: 300, accounts: 80, seed: 6 + version, prefix: `V${version}-` });
    await liveVersion(ground, { version });
    await ground.caughtUp('balance', 60_000);
    const expected = await truth(ground.store);
    expect(balances(await ground.rows())).toEqual(expected);
    const owners = await ground.pool.query(
      'select count(*)::int as n from runner.shard s join runner.build b using (name, build) where b.version = $1',
      [version],
    );
    expect(owners.rows[0].n).toBe(shards);
  }
});

test('a rebuild that stands half-way may be given another number of shards, and the live one may not', async () => {
  await fill(ground.pool, 6_000, 40);
  await ground.runner([entry(true)]).start();
  await liveVersion(ground, { version: 1 });
  for (const shards of [4, 3]) {
    const half = ground.runner([entry(true, { version: 2, shards })], {
      hook: (point, { build }, position) => {
        if (build === 2 && point === 'before-write' && position > 4_000n) throw new Error('not yet');
      },
    });
    await half.start();
    await new Promise((done) => setTimeout(done, 400));
    await half.stop();
  }
  await ground.runner([entry(true, { version: 2, shards: 2 })]).start();
  await liveVersion(ground, { version: 2 });
  await ground.caughtUp('balance', 60_000);
  expect(balances(await ground.rows())).toEqual(await truth(ground.store));
  await expect(ground.runner([entry(true, { version: 2, shards: 5 })]).start()).rejects.toThrow(
    ShardsChanged,
  );
});

test('as of any day and any position the history says what brute force says, before a rebuild and after', async () => {
  await sayMany(ground.store, { events: 1_500, accounts: 15, seed: 8 });
  const runner = ground.runner([entry(true)]);
  await runner.start();
  await liveVersion(ground, { version: 1 });
  const late = async () => {
    await sayMany(ground.store, { events: 300, accounts: 15, seed: 9, prefix: 'L' });
    await ground.caughtUp('balance');
  };
  await late();
  const events = await allOf(ground.store);
  const agrees = async () => {
    const random = seeded(10);
    for (let i = 0; i < (FULL ? 1_000 : 60); i += 1) {
      const known = BigInt(Math.floor(random() * (events.length + 1)));
      const day = `2024-05-${String(Math.floor(random() * 28) + 1).padStart(2, '0')}T23:59:59Z`;
      const oracle = new Map<string, Balance>();
      for (const [key, row] of replay(
        balance,
        events.filter(({ position }) => position <= known),
      ))
        if (row.lastAt <= day) oracle.set(key, row);
      const { rows } = await ground.pool.query(
        'select * from read.balance_history where known_from <= $1 and known_to > $1 and last_at <= $2',
        [known, day],
      );
      expect(balances(new Map(rows.map((row) => [row.key, row])))).toEqual(oracle);
    }
  };
  await agrees();
  await runner.operations.rebuild('balance');
  await liveVersion(ground, { version: 1, build: 2 });
  await agrees();
});
