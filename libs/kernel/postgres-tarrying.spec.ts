import { randomInt } from 'node:crypto';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { FULL, wholeLog } from './store-crowd.specification.js';
import { appendIn, postgresGround, type PostgresGround } from './store-ground.specification.js';
import { newAppend, newStream } from './store-samples.specification.js';

/** Writers in transactions of their own, who keep the others waiting. */
describe('where writers tarry, the log on PostgreSQL', () => {
  let ground: PostgresGround;
  beforeEach(async () => {
    ground = await postgresGround();
    await ground.store.append(newAppend('warm')); // the first type has a number now
  });
  afterEach(() => ground.close());
  const connected = async () => {
    const session = new pg.Client({ connectionString: ground.url });
    await session.connect();
    return session;
  };

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
      const own = await connected();
      while (Date.now() < until) {
        await own.query('begin');
        await appendIn(own, randomInt(3) ? newStream() : `hot-${randomInt(4)}`);
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

  test('a deadlock, which a store would try again in silence, is counted', async () => {
    const [session, other] = await Promise.all([connected(), connected()]);
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
    expect(await ground.deadlocks!()).toBe(1);
  });
});
