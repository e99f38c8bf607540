import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from './event-store.port.js';
import { FULL, wholeLog } from './store-crowd.specification.js';
import { appendIn, postgresGround, type PostgresGround } from './store-ground.specification.js';
import { newAppend, newStream } from './store-samples.specification.js';

/** What other sessions of the same server do to the log, and what they cannot do. */
describe('beside other sessions, the log on PostgreSQL', () => {
  let ground: PostgresGround;
  let session: pg.Client;
  beforeEach(async () => {
    ground = await postgresGround({ limits: { lockMs: 150 }, retryForMs: 20_000 });
    await ground.store.append(newAppend('warm'));
    session = new pg.Client({ connectionString: ground.url });
    await session.connect();
  });
  afterEach(async () => {
    await session.end();
    await ground.close();
  });
  const appendBy = (stream: string) => appendIn(session, stream);
  const streams = async () => (await wholeLog(ground.store)).map(({ stream }) => stream).slice(1);

  test('orders events by their commits, not by the age of their transactions', async () => {
    await session.query('begin');
    await session.query('select pg_current_xact_id()');
    await ground.store.append(newAppend('facility-1'));
    await appendBy('facility-1');
    await session.query('commit');
    const revisions = (await wholeLog(ground.store)).map(({ revision }) => revision);
    expect(revisions).toEqual([0, 0, 1]);
  });

  test('does not wait for a transaction of another database', async () => {
    const elsewhere = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await elsewhere.connect();
    await elsewhere.query('begin');
    await elsewhere.query('create table never_there (a int)');
    const reader = ground.another();
    let longest = 0;
    for (const until = Date.now() + (FULL ? 30_000 : 300); Date.now() < until; await sleep(20)) {
      const head = await reader.head();
      const woken = reader.waitBeyond(head, 5_000);
      await ground.store.append(newAppend('case-1'));
      const start = performance.now();
      await woken;
      expect((await reader.readAll({ after: head, limit: 10 })).events).toHaveLength(1);
      longest = Math.max(longest, performance.now() - start);
    }
    expect(longest).toBeLessThan(1_000);
    await elsewhere.query('rollback');
    await elsewhere.end();
  }, 60_000);

  test('waits out a writer that stalls with the lock in its hand, and loses no position', async () => {
    await session.query('begin');
    await appendBy('stalled');
    const appends = Array.from({ length: 20 }, () => ground.store.append(newAppend(newStream())));
    await sleep(FULL ? 10_000 : 800);
    await session.query('rollback');
    const answers = await Promise.all(appends);
    expect(answers.every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(await streams()).toHaveLength(20);
  });

  test('says that the store is unavailable when the writer stalls beyond our patience', async () => {
    const hasty = ground.another({ retryForMs: 300 });
    await session.query('begin');
    await appendBy('stalled');
    const append = newAppend('case-1');
    await expect(hasty.append(append)).rejects.toThrow(StoreUnavailable);
    await session.query('commit');
    expect(await hasty.append(append)).toMatchObject({ outcome: 'ok', revision: 0 });
    expect(await streams()).toEqual(['stalled', 'case-1']);
  });

  test('turns callers away while too many wait', async () => {
    const small = ground.another({ mostWaiting: 3, retryForMs: 5_000 });
    await session.query('begin');
    await appendBy('stalled');
    const appends = Array.from({ length: 5 }, () => small.append(newAppend(newStream())));
    const turnedAway = appends.slice(3).map((append) => expect(append).rejects.toThrow(StoreUnavailable));
    await Promise.all(turnedAway);
    await session.query('rollback');
    await Promise.all(appends.slice(0, 3));
    expect(await streams()).toHaveLength(3);
  });

  test('wakes a reader of another process, also after its listening connection was cut', async () => {
    const reader = ground.another({ pollMs: 60_000 });
    const wakes = async () => {
      const start = performance.now();
      const woken = reader.waitBeyond(await reader.head(), 10_000);
      await sleep(300); // by then it listens
      await ground.store.append(newAppend('case-1'));
      await woken;
      return performance.now() - start;
    };
    expect(await wakes()).toBeLessThan(2_000);
    await ground.sql(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'
      and datname = current_database()`);
    await sleep(100);
    expect(await wakes()).toBeLessThan(2_000);
  });

  test('finds what came while no notification came', async () => {
    const reader = ground.another({ pollMs: 100 });
    const woken = reader.waitBeyond(await reader.head(), 10_000);
    const start = performance.now();
    await appendBy('silent'); // its writer tells nobody
    await woken;
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
