import { randomInt } from 'node:crypto';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendCall, placesOf } from './postgres-statements.js';
import { StoreUnavailable } from './event-store.port.js';
import { FULL, wholeLog } from './store-crowd.specification.js';
import { postgresGround, type PostgresGround } from './store-ground.specification.js';
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
  const appendBy = (stream: string, by = session) => {
    const waiting = { append: newAppend(stream), bytes: 0, answer: () => {}, fail: () => {} };
    const { slots, places } = placesOf([waiting]);
    return by.query({ ...appendCall(slots, places, () => 1), name: '' });
  };
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

  test('shows a reader every event once and in order, though writers tarry before they commit or give up', async () => {
    const until = Date.now() + (FULL ? 60_000 : 1_000);
    const reader = ground.another();
    const seen: string[] = [];
    let [writing, turns] = [true, 0];
    const following = (async () => {
      for (let after = 0n; ;) {
        const last = !writing;
        const { events, next } = await reader.readAll({ after, limit: 50 });
        seen.push(...events.map(({ eventId }) => eventId));
        after = next;
        if (events.length === 0 && last) return;
        if (events.length === 0) await reader.waitBeyond(after, 50);
      }
    })();
    const writer = async () => {
      const own = new pg.Client({ connectionString: ground.url });
      await own.connect();
      while (Date.now() < until) {
        await own.query('begin');
        await appendBy(randomInt(3) ? newStream() : `hot-${randomInt(4)}`, own);
        await sleep(randomInt(8));
        await own.query((turns += 1) % 33 === 9 ? 'rollback' : 'commit');
      }
      await own.end();
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    writing = false;
    await following;
    expect(turns).toBeGreaterThan(9);
    expect(seen).toEqual((await wholeLog(ground.store)).map(({ eventId }) => eventId));
  }, 90_000);

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

  test('a deadlock, which a store would try again in silence, is counted', async () => {
    const other = new pg.Client({ connectionString: ground.url });
    await other.connect();
    await session.query(`create table pair as select 1 as a union select 2; set deadlock_timeout = '20ms'`);
    for (const [one, a] of [
      [session, 1],
      [other, 2],
    ] as const)
      await one.query(`begin; update pair set a = a where a = ${a}`);
    const both = [
      session.query('update pair set a = a where a = 2'),
      other.query('update pair set a = a where a = 1'),
    ];
    const fates = await Promise.allSettled(both);
    expect(fates.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    await Promise.all([session.query('rollback'), other.query('rollback')]);
    await other.end();
    await session.end();
    session = new pg.Client({ connectionString: ground.url });
    await session.connect();
    expect(await ground.deadlocks!()).toBe(1);
  });
});
