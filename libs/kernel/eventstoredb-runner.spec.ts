import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { PostgresEventIndex } from './eventstoredb-postgres-index.js';
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
import { Ground } from './runner-ground.specification.js';
import { say, sayMany } from './runner-story.specification.js';

/**
 * Positions are places in a file here: far apart, with events of the server's own and of others between
 * them. Nothing may take their difference for a number of events, or wait for a position that is none.
 */
describe('read models over EventStoreDB, whose positions are not contiguous', () => {
  let standIn: StandIn;
  let ground: Ground;
  const entry = { projection: balance, table: balanceTable(true), shards: 1 };
  const sharded = { projection: movements, table: movementsTable, shards: 2 };
  beforeEach(async () => {
    standIn = await startStandIn();
    ground = await Ground.prepare((url) =>
      EventStoreDbEventStore.open(standIn.url, { index: new PostgresEventIndex(url), pollMs: 50 }),
    );
  });
  afterEach(async () => {
    await ground.close();
    standIn.stop();
  });

  test('hold what the pure rules say, become live, and are rebuilt to the same rows', async () => {
    await sayMany(ground.store, { events: 1_500, accounts: 40, seed: 1 });
    const runner = ground.runner([entry, sharded]);
    await runner.start();
    for (const name of ['balance', 'movements'])
      await ground.until(`${name} is live`, async () => (await ground.live(name)) !== undefined);
    await sayMany(ground.store, { events: 200, accounts: 40, seed: 2, prefix: 'B' });
    await ground.caughtUp('balance');
    await ground.caughtUp('movements');
    expect(balances(await ground.rows())).toEqual(await truth(ground.store));
    expect(runner.counters['balance']!.applied).toBe((await allOf(ground.store)).length);
    const rebuilt = await runner.operations.rebuild('balance');
    await ground.until('the rebuilt one is live', async () => {
      const live = await ground.live('balance');
      return live?.build === rebuilt.build;
    });
    expect(balances(await ground.rows())).toEqual(await truth(ground.store));
  });

  test('say how many events they are behind, not how many bytes', async () => {
    const runner = ground.runner([entry]);
    await runner.start();
    await say(ground.store, Opened({ account: 'A' }));
    await ground.caughtUp('balance');
    expect((await runner.status())[0]).toMatchObject({ lag: 0 });
    await runner.stop();
    const seen = await ground.readModels.seen('balance');
    for (let i = 0; i < 30; i += 1) await say(ground.store, Credited({ account: 'A', amount: 1 }));
    expect((await runner.status())[0]).toMatchObject({ lag: 30 });
    expect((await ground.store.head()) - seen).toBeGreaterThan(3_000n);
    expect(await ground.store.countBeyond(seen, 10)).toBe(10);
    expect(await ground.store.countBeyond(await ground.store.head(), 10)).toBe(0);
  });

  test('a text that PostgreSQL refuses is found among many and parks its own partition alone', async () => {
    await sayMany(ground.store, { events: 100, accounts: 10, seed: 4 });
    await say(ground.store, Opened({ account: 'bad' }));
    await say(ground.store, { type: 'Noted', data: { account: 'bad', text: 'nul \u0000' } });
    await say(ground.store, Credited({ account: 'bad', amount: 5 }));
    await sayMany(ground.store, { events: 100, accounts: 10, seed: 5, prefix: 'B' });
    await ground.runner([entry]).start();
    await ground.caughtUp('balance');
    const { rows } = await ground.pool.query(
      'select partition, failure_class from runner.parked order by position',
    );
    expect(rows).toEqual([
      { partition: 'bad', failure_class: 'database' },
      { partition: 'bad', failure_class: null },
    ]);
  });
});
