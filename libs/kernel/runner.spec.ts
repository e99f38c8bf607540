import {
  allOf,
  balance,
  balances,
  balanceTable,
  Credited,
  movements,
  movementsTable,
  Opened,
  truth,
} from './runner-accounts.specification.js';
import { say, sayMany, seeded } from './runner-story.specification.js';
import { Ground } from './runner-ground.specification.js';
import { replay } from './projection.js';

describe.each([true, false])('a read model with history: %s', (history) => {
  let ground: Ground;
  const entry = { projection: balance, table: balanceTable(history), shards: 1 };

  beforeAll(async () => {
    ground = await Ground.prepare();
  });
  afterAll(() => ground.close());

  test('holds what the pure rules say, whether facts came before the runner or after', async () => {
    await sayMany(ground.store, { events: 3000, accounts: 60, seed: 1 });
    const runner = ground.runner([entry, { projection: movements, table: movementsTable, shards: 1 }]);
    await runner.start();
    await ground.caughtUp('balance');
    expect(balances(await ground.rows())).toEqual(await truth(ground.store));
    await sayMany(ground.store, { events: 500, accounts: 90, seed: 2 });
    await ground.caughtUp('balance');
    expect(balances(await ground.rows())).toEqual(await truth(ground.store));
  });

  test('becomes live at once when there is nothing to compare with, with its indexes', async () => {
    await ground.until('live', async () => (await ground.live('balance')) !== undefined);
    const { rows } = await ground.pool.query(
      `select indexname from pg_indexes where tablename = 'balance_v1'`,
    );
    expect(rows).toHaveLength(3);
  });

  test('a row an event counts every event', async () => {
    await ground.caughtUp('movements');
    expect((await ground.rows('movements')).size).toBe(replay(movements, await allOf(ground.store)).size);
  });

  test('another program goes on where the first one stopped', async () => {
    await ground.runners[0]!.stop();
    await sayMany(ground.store, { events: 300, accounts: 90, seed: 3 });
    await ground.runner([entry]).start();
    await ground.caughtUp('balance');
    expect(balances(await ground.rows())).toEqual(await truth(ground.store));
  });

  test('says how it stands', async () => {
    const [status] = await ground.runners[1]!.status();
    expect(status).toMatchObject({
      name: 'balance',
      version: 1,
      state: 'live',
      lag: 0,
      parkedEvents: 0,
      failure: null,
    });
  });
});

test('every earlier state stands with the positions between which it was known', async () => {
  const ground = await Ground.prepare();
  await sayMany(ground.store, { events: 1500, accounts: 20, seed: 7 });
  await ground.runner([{ projection: balance, table: balanceTable(true), shards: 1 }]).start();
  await ground.caughtUp('balance');
  await sayMany(ground.store, { events: 300, accounts: 20, seed: 8 });
  await ground.caughtUp('balance');
  const random = seeded(9);
  for (let i = 0; i < 60; i += 1) {
    const known = BigInt(Math.floor(random() * 1800));
    const { rows } = await ground.pool.query(
      'select * from read.balance_history where known_from <= $1 and known_to > $1',
      [known],
    );
    expect(balances(new Map(rows.map((row) => [row.key, row])))).toEqual(await truth(ground.store, known));
  }
  await ground.close();
});

test('a text that PostgreSQL refuses parks its own partition and no other', async () => {
  const ground = await Ground.prepare();
  await sayMany(ground.store, { events: 200, accounts: 10, seed: 4 });
  await say(ground.store, Opened({ account: 'bad' }));
  await say(ground.store, { type: 'Noted', data: { account: 'bad', text: 'nul \u0000' } });
  await say(ground.store, Credited({ account: 'bad', amount: 5 }));
  await sayMany(ground.store, { events: 200, accounts: 10, seed: 5 });
  await ground.runner([{ projection: balance, table: balanceTable(true), shards: 1 }]).start();
  await ground.caughtUp('balance');
  const { rows } = await ground.pool.query(
    'select partition, failure_class from runner.parked order by position',
  );
  expect(rows).toEqual([
    { partition: 'bad', failure_class: 'database' },
    { partition: 'bad', failure_class: null },
  ]);
  await ground.close();
});

test('a text may hold whatever PostgreSQL can, even the characters with which columns are joined', async () => {
  const ground = await Ground.prepare();
  const texts = ['\u001f', 'a\u001fb', '\u001e', '', 'NULL', '\\N', '{"a"}', '托育 🧒', '\t\n'];
  await ground.runner([{ projection: balance, table: balanceTable(true), shards: 1 }]).start();
  for (const [i, text] of texts.entries()) {
    await say(ground.store, Opened({ account: `T${i}` }));
    await say(ground.store, { type: 'Noted', data: { account: `T${i}`, text } });
  }
  await ground.caughtUp('balance');
  expect(balances(await ground.rows())).toEqual(await truth(ground.store));
  expect((await ground.pool.query('select from runner.parked')).rowCount).toBe(0);
  await ground.close();
});
