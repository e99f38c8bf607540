import { jest } from '@jest/globals';
import { Leases } from './lease.js';
import { PostgresEventStore } from './postgres-event-store.js';
import {
  balance,
  balances,
  balanceTable,
  Credited,
  movements,
  movementsTable,
  Opened,
  truth,
} from './runner-accounts.specification.js';
import { fill } from './runner-fill.specification.js';
import { say, sayMany, seeded } from './runner-story.specification.js';
import { Ground } from './runner-ground.specification.js';
import type { LoopHook, LoopPoint } from './shard-work.js';

const FULL = process.env['FAULTS'] === 'full';
jest.setTimeout(FULL ? 900_000 : 90_000);
const entry = { projection: balance, table: balanceTable(true), shards: 1 };
const open = (url: string) => new PostgresEventStore(url);

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare(open);
});
afterEach(() => ground.close());

async function holdsTheTruth() {
  await ground.caughtUp('balance', 60_000);
  expect(balances(await ground.rows())).toEqual(await truth(ground.store));
}

test('a program that sleeps past its lease is fenced, and every effect counts once', async () => {
  await fill(ground.pool, 400, 20);
  let wake: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => (wake = resolve));
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const sleeper: LoopHook = async (point, { name }) => {
    if (point !== 'before-write' || name !== 'balance') return;
    stop();
    await asleep;
  };
  // Its name comes last: of two who live and hold nothing, a free shard is meant for the first.
  const first = ground.runner([entry], { hook: sleeper, owner: 'the-sleeper' });
  await first.start();
  await stopped;
  if (!FULL) await ground.pool.query(`update runner.shard set lease_until = now() - interval '1 second'`);
  await ground.runner([entry], { owner: 'successor' }).start();
  await ground.until('the successor holds the shard', async () => {
    const { rows } = await ground.pool.query(
      `select owner, position from runner.shard where name = 'balance'`,
    );
    return rows[0].owner === 'successor' && rows[0].position === '400';
  });
  await sayMany(ground.store, { events: 200, accounts: 20, seed: 2, prefix: 'B' });
  wake();
  await sayMany(ground.store, { events: 200, accounts: 20, seed: 3, prefix: 'C' });
  await holdsTheTruth();
  const history = async () => (await ground.pool.query('select count(*) from read.balance_history')).rows;
  const before = await history();
  await first.stop();
  expect(await history()).toEqual(before);
});

test('the guard itself: without the epoch in its hand a write changes nothing', async () => {
  await ground.runner([entry]).start();
  await ground.until('live', async () => (await ground.live('balance')) !== undefined);
  await ground.until('held', async () => (await ground.builds())[0].owner !== null);
  const leases = new Leases(ground.pool, 'thief');
  expect(await leases.acquire({ name: 'balance', build: 1, shard: 0 })).toBeUndefined();
  await ground.pool.query(`update runner.shard set lease_until = now() - interval '1 second'`);
  const lease = await leases.acquire({ name: 'balance', build: 1, shard: 0 });
  await expect(leases.renew({ ...lease!, epoch: lease!.epoch - 1n })).rejects.toThrow('changed hands');
});

const POINTS: readonly LoopPoint[] = [
  'before-read',
  'after-read',
  'after-fold',
  'before-write',
  'after-write',
];

test.each(POINTS)('a crash %s leaves what a fresh replay would make', async (where) => {
  const random = seeded(POINTS.indexOf(where) + 1);
  let crashes = FULL ? 12 : 4;
  const hook: LoopHook = (point) => {
    if (point !== where || crashes === 0 || random() < 0.4) return;
    crashes -= 1;
    throw new Error(`crash ${where}`);
  };
  await fill(ground.pool, 3_000, 40);
  await ground.runner([entry], { hook }).start();
  await sayMany(ground.store, { events: 300, accounts: 40, seed: 6, prefix: 'B' });
  let knocks = 0;
  const spent = async () => {
    if (crashes > 0) await say(ground.store, Opened({ account: `X${(knocks += 1)}` }));
    return crashes === 0;
  };
  await ground.until('all crashes', spent, 300_000);
  await holdsTheTruth();
});

/** Places inside the one statement that writes a window: PostgreSQL itself pulls the plug there. */
const INSIDE = {
  'after the rows': `create trigger crash after insert on read.balance_v1 for each statement execute function crash()`,
  'after the checkpoint': `create trigger crash after update of position on runner.shard for each row execute function crash()`,
  'at the commit': `create constraint trigger crash after update on runner.shard deferrable initially deferred for each row
    when (old.position is distinct from new.position) execute function crash()`,
};
test.each(Object.entries(INSIDE))('a crash %s leaves what a fresh replay would make', async (_, trigger) => {
  await ground.runner([entry]).start();
  await ground.until('live', async () => (await ground.live('balance')) !== undefined);
  await ground.pool
    .query(`create sequence crashes; create function crash() returns trigger language plpgsql as $$
    begin if nextval('crashes') <= 3 then raise exception 'crash' using errcode = '57P01'; end if; return null; end $$`);
  await ground.pool.query(trigger);
  await sayMany(ground.store, { events: 500, accounts: 40, seed: 7 });
  await holdsTheTruth();
  expect(
    Number((await ground.pool.query('select last_value from crashes')).rows[0].last_value),
  ).toBeGreaterThan(3);
});

test('connections cut at random leave what a fresh replay would make', async () => {
  await ground.runner([entry, { projection: movements, table: movementsTable, shards: 2 }]).start();
  let cutting = true;
  const cutter = (async () => {
    while (cutting) {
      await ground.pool
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
          and query like 'with fence%' order by random() limit 1`,
        )
        .catch(() => undefined);
      await new Promise((done) => setTimeout(done, 30));
    }
  })();
  for (let i = 0; i < (FULL ? 60 : 6); i += 1)
    await sayMany(ground.store, { events: 150, accounts: 20, seed: 10 + i, prefix: `R${i}-` });
  cutting = false;
  await cutter;
  await holdsTheTruth();
});

test('a poisoned account waits in order while all others go on, and is whole again after the fix', async () => {
  const poison = FULL ? 1000 : 100;
  await say(ground.store, Opened({ account: 'F' }));
  const credits = Array.from({ length: poison - 1 }, () => Credited({ account: 'F', amount: 1 }));
  await Promise.all(credits.map((credit) => say(ground.store, credit)));
  const at = await say(ground.store, Credited({ account: 'F', amount: 1, text: 'poison' }));
  const runner = ground.runner([entry]);
  await runner.start();
  await sayMany(ground.store, { events: 300, accounts: 10, seed: 11 });
  for (let i = 0; i < 20; i += 1) await say(ground.store, Credited({ account: 'F', amount: 2 }));
  await ground.caughtUp('balance');

  const { rows } = await ground.pool.query(
    `select partition, position, failure_class, failure from runner.parked order by position`,
  );
  expect(rows).toHaveLength(21);
  expect(rows[0]).toEqual({
    partition: 'F',
    position: String(at),
    failure_class: 'rule',
    failure: 'cannot be applied',
  });
  expect(new Set(rows.map(({ partition }) => partition))).toEqual(new Set(['F']));
  expect((await ground.rows()).get('F')).toMatchObject({ balance: poison - 1 });
  expect((await runner.status())[0]).toMatchObject({ parkedPartitions: 1, parkedEvents: 21 });
  expect(await runner.operations.replayParked('balance', 'F')).toMatchObject({ applied: 0, waiting: 21 });
  await runner.stop();

  const { Credited: credited } = balance.rules;
  if (typeof credited !== 'function') throw new Error('Credited is silent');
  const forgiving: typeof balance = {
    ...balance,
    rules: { ...balance.rules, Credited: (said, ...more) => credited({ ...said, text: '' }, ...more) },
  };
  const fixed = ground.runner([{ ...entry, projection: forgiving }]);
  await fixed.start();
  expect(await fixed.operations.replayParked('balance', 'F')).toEqual({
    applied: 21,
    waiting: 0,
    failure: undefined,
  });
  await say(ground.store, Credited({ account: 'F', amount: 3 }));
  await ground.caughtUp('balance');
  expect((await ground.rows()).get('F')).toMatchObject({ balance: poison + 43 });

  await fixed.operations.rebuild('balance');
  await ground.until('the rebuild is live', async () => (await ground.live('balance'))?.build === 2);
  const report = await ground.pool.query(
    'select missing, added, differing from runner.rebuild_report where build = 2',
  );
  expect(report.rows).toEqual([{ missing: '0', added: '0', differing: '0' }]);
});
