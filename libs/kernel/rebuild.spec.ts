import { jest } from '@jest/globals';
import { PostgresEventStore } from './postgres-event-store.js';
import { allOf, balance, balances, Credited, Opened, truth } from './runner-accounts.specification.js';
import { doubled, entry, liveVersion, reports } from './rebuild-ground.specification.js';
import { fill } from './runner-fill.specification.js';
import { pause } from './runner-pause.js';
import { say, sayMany, seeded } from './runner-story.specification.js';
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

test.each([true, false])(
  'a rebuild by the same rules differs in nothing and takes over (history %s)',
  async (history) => {
    await fill(ground.pool, EVENTS, 50);
    const runner = ground.runner([entry(history)]);
    await runner.start();
    await liveVersion(ground, { version: 1 });
    await runner.operations.rebuild('balance');
    for (let i = 0; (await ground.live('balance'))?.build !== 2; i += 1)
      await sayMany(ground.store, { events: 20, accounts: 20, seed: 200 + i, prefix: `S${i}-` });
    const [, report] = await reports(ground);
    expect(report).toMatchObject({ missing: '0', added: '0', differing: '0', expected: true, against: 1 });
    expect(Number(report.rows_after)).toBeGreaterThan(0);
    await ground.caughtUp('balance');
    expect(balances(await ground.rows())).toEqual(await truth(ground.store));
  },
);

test('a row that was changed by hand is found by a rebuild, reported, and not switched over in silence', async () => {
  await sayMany(ground.store, { events: 500, accounts: 20, seed: 3 });
  await say(ground.store, Opened({ account: 'Z' }));
  const runner = ground.runner([entry(false)]);
  await runner.start();
  await liveVersion(ground, { version: 1 });
  await ground.caughtUp('balance');
  await ground.pool.query(`update read.balance_v1 set balance = 9999 where key = 'Z'`);
  await runner.operations.rebuild('balance');
  await ground.until('the difference is known', async () =>
    (await ground.builds()).some(({ state }) => state === 'differs'),
  );
  const [, report] = await reports(ground);
  expect(report).toMatchObject({ differing: '1', missing: '0', added: '0', expected: false, samples: ['Z'] });
  expect(await ground.live('balance')).toMatchObject({ build: 1 });
  await runner.operations.accept('balance');
  expect((await ground.rows()).get('Z')).toMatchObject({ balance: 0 });
});

test('a rebuild cancelled at any place goes on from there', async () => {
  await fill(ground.pool, FULL ? 200_000 : 9_000, 60);
  const random = seeded(5);
  await ground.runner([entry(true)]).start();
  await liveVersion(ground, { version: 1 });
  const next = ground.runner([{ ...entry(true), projection: doubled }]);
  await next.start();
  const places: bigint[] = [];
  for (let i = 0; i < (FULL ? 20 : 3); i += 1) {
    await pause(random() * 120);
    const cancelled = await next.operations.cancelRebuild('balance').then(
      () => true,
      () => false,
    );
    if (!cancelled) break;
    await pause(50);
    const build = (await ground.builds()).find(({ state }) => state === 'cancelled');
    places.push(BigInt(build.position));
    await next.operations.resumeRebuild('balance');
  }
  expect(places.length).toBeGreaterThan(0);
  expect(places).toEqual([...places].sort((a, b) => (a < b ? -1 : 1)));
  await liveVersion(ground, { version: 2 });
  await ground.caughtUp('balance', 60_000);
  expect(balances(await ground.rows())).toEqual(replay(doubled, await allOf(ground.store)));
});

test('a rebuild stops at an event it cannot apply, says which, and leaves the live rows alone', async () => {
  const lenient = {
    ...balance,
    rules: { ...balance.rules, Credited: { because: 'a test' } },
  } as typeof balance;
  await say(ground.store, Opened({ account: 'F' }));
  const at = await say(ground.store, Credited({ account: 'F', text: 'poison' }));
  await ground.runner([{ ...entry(true), projection: lenient }]).start();
  await liveVersion(ground, { version: 1 });
  await ground.caughtUp('balance');
  await ground.runner([entry(true, { version: 2 })]).start();
  await ground.until('the failure is written down', async () =>
    (await ground.builds()).some(({ version, failure }) => version === 2 && failure !== null),
  );
  const status = (await ground.runners[1]!.status()).find(({ version }) => version === 2);
  expect(status).toMatchObject({ state: 'building', failure: `rule at ${at} (Credited): cannot be applied` });
  expect((await ground.rows()).get('F')).toMatchObject({ balance: 0 });
  expect((await ground.live('balance')).version).toBe(1);
});
