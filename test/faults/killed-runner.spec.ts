import { jest } from '@jest/globals';
import { PostgresEventStore } from '#kernel';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  allOf,
  balances as balancesOf,
  Credited,
  Opened,
  truth,
} from '../../libs/kernel/runner-accounts.specification.js';
import { Ground } from '../../libs/kernel/runner-ground.specification.js';
import { say } from '../../libs/kernel/runner-story.specification.js';
import { FULL, wholeLog } from '../../libs/kernel/store-crowd.specification.js';
import { endOf, forkChild } from './child.js';
import { balances, welcome } from './welcoming.js';

jest.setTimeout(FULL ? 900_000 : 90_000);
const ROUNDS = FULL ? 4 : 1;
const POINTS = [
  ...(FULL ? ['before-read', 'after-read', 'after-fold', 'before-dispatch'] : []),
  'before-write',
  'during-write',
  'after-write',
  'after-dispatch',
];

let ground: Ground;
let opened = 0;
const children: ChildProcess[] = [];
beforeEach(async () => (ground = await Ground.prepare((url) => new PostgresEventStore(url))));
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await endOf(child);
  }
  await ground.close();
});

const start = (args: readonly string[]) => {
  const child = forkChild('running-child.ts', [ground.url, ...args]);
  children.push(child);
  return child;
};

/** One more account with five credits. */
async function oneMore(): Promise<void> {
  const account = `A${(opened += 1)}`;
  await say(ground.store, Opened({ account }));
  for (let amount = 1; amount <= 5; amount += 1) await say(ground.store, Credited({ account, amount }));
}
const more = (accounts: number) => Promise.all(Array.from({ length: accounts }, oneMore));
const noHook = async () => undefined;
const successor = () => ground.runner([balances], { owner: 'successor' }, [welcome(ground.store, noHook)]);
/** What seconds of silence do to whoever else there is, without waiting for them. */
const silence = async () => {
  await ground.pool.query(
    `update runner.shard set lease_until = now() - interval '1 second' where owner is not null`,
  );
  await ground.pool.query(`update runner.member set alive_until = now() - interval '1 second'`);
};

/** Commands are facts too: waits until the policy has answered everything and the rows know its answers. */
async function settled(): Promise<void> {
  await ground.caughtUp('policy:welcome', 60_000);
  await ground.caughtUp('balance', 60_000);
}

/** Rows and their history are a fresh replay's, and each opening was welcomed once. */
async function everythingCountsOnce(): Promise<void> {
  expect(balancesOf(await ground.rows())).toEqual(await truth(ground.store));
  const log = await wholeLog(ground.store);
  for (const share of [0.25, 0.5, 0.75]) {
    const known = BigInt(Math.floor(log.length * share));
    const { rows } = await ground.pool.query(
      'select * from read.balance_history where known_from <= $1 and known_to > $1 order by key',
      [known],
    );
    expect(balancesOf(new Map(rows.map((row) => [row.key, row])))).toEqual(await truth(ground.store, known));
  }
  const openings = log.filter(({ event }) => event.type === 'Opened').map(({ eventId }) => eventId);
  const causes = (await allOf(ground.store)).flatMap(({ meta }) => meta.causedBy ?? []);
  expect(causes.sort()).toEqual(openings.sort());
  expect((await ground.pool.query('select from runner.parked')).rowCount).toBe(0);
}

/** Runs a child with work enough to get there, until it has killed itself. */
async function killedAt(point: string, nth: number): Promise<void> {
  await more(10);
  const child = start(['die', point, String(nth)]);
  const end = endOf(child);
  let ended = false;
  void end.then(() => (ended = true));
  await Promise.race([once(child, 'message'), end]);
  while (!ended) await more(2);
  expect(await end).toBe('SIGKILL');
  await silence();
}

test('a program killed at every point of its loop leaves what a fresh replay would make, and gives each command once', async () => {
  for (let round = 0; round < ROUNDS; round += 1)
    for (const point of POINTS) {
      await killedAt(point, 1 + Math.floor(Math.random() * (round + 3)));
      if (FULL) await healed();
    }
  await healed();
});

async function healed(): Promise<void> {
  const runner = successor();
  await runner.start();
  await settled();
  await everythingCountsOnce();
  await runner.stop();
}

test('a program killed at any moment in the middle of its batches, again and again, loses nothing and repeats nothing', async () => {
  for (let kill = 0; kill < (FULL ? 40 : 1); kill += 1) {
    await more(20);
    const child = start(['run']);
    await once(child, 'message');
    const end = endOf(child);
    const until = Date.now() + 20 + Math.random() * 400;
    while (Date.now() < until) await more(2);
    child.kill('SIGKILL');
    await end;
    await silence();
  }
  await healed();
});

test('a program asleep beyond its lease is fenced when it wakes, and what it had in hand counts once', async () => {
  await more(40);
  const child = start(['hold']);
  const holds = new Set<string>();
  const overstepped: number[] = [];
  child.on('message', (told: { holds?: string; overstepped?: number }) => {
    if (told.holds) holds.add(told.holds);
    if (told.overstepped !== undefined) overstepped.push(told.overstepped);
  });
  await ground.until('it holds rows and a command', async () => holds.size === 2);
  child.kill('SIGSTOP');
  if (!FULL) await silence();
  const runner = successor();
  await runner.start();
  await ground.until('the successor holds everything', async () => {
    const { rows } = await ground.pool.query('select distinct owner from runner.shard');
    return rows.length === 1 && rows[0].owner === 'successor';
  });
  await settled();
  child.kill('SIGCONT');
  await more(10);
  await sleep(800); // it wakes, tries to write what it had in hand, and is turned away
  await settled();
  expect(overstepped).toEqual([]);
  await everythingCountsOnce();

  await runner.stop();
  await more(3);
  await settled();
  await ground.until(
    'the sleeper works again',
    async () =>
      (await ground.pool.query(`select from runner.shard where owner like 'child-%'`)).rowCount === 3,
  );
  await settled();
  await everythingCountsOnce();
});
