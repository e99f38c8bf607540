import { PostgresEventStore } from './postgres-event-store.js';
import { Ground } from './runner-ground.specification.js';

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare((url) => new PostgresEventStore(url));
  await ground.pool.query(`insert into runner.build (name, build, version, shards, state, relation)
    values ('turns', 1, 1, 1, 'building', 'turns')`);
  await ground.pool.query(`insert into runner.shard (name, build, shard, epoch) values ('turns', 1, 0, 7)`);
});
afterEach(() => ground.close());

const step = (from: number, to: number, epoch = 7) =>
  `select runner.step('turns', 1, 0, ${epoch}, ${from}, ${to}, '8 s')`;
const position = async () =>
  Number(
    (await ground.pool.query(`select position from runner.shard where name = 'turns'`)).rows[0].position,
  );

/** The first window is under way when the second is sent. */
async function twoWindows(end: 'commit' | 'rollback'): Promise<PromiseSettledResult<unknown>> {
  const first = await ground.pool.connect();
  try {
    await first.query('begin');
    await first.query(step(0, 500));
    const second = Promise.allSettled([ground.pool.query(step(500, 1_000))]);
    await ground.until('the second waits', async () => {
      const { rows } = await ground.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    });
    expect(await position()).toBe(0);
    await first.query(end);
    return (await second)[0];
  } finally {
    first.release();
  }
}

test('a window sent while the one before is under way waits for it, and goes on from there', async () => {
  expect(await twoWindows('commit')).toMatchObject({ status: 'fulfilled' });
  expect(await position()).toBe(1_000);
});

test('where the one before comes to nothing, so does the one behind it', async () => {
  expect(await twoWindows('rollback')).toMatchObject({ status: 'rejected', reason: { code: 'YA001' } });
  expect(await position()).toBe(0);
});

test('nobody who lost the shard, or comes out of turn, moves it', async () => {
  await expect(ground.pool.query(step(0, 500, 6))).rejects.toMatchObject({ code: 'YA001' });
  await expect(ground.pool.query(step(500, 1_000))).rejects.toMatchObject({ code: 'YA001' });
  expect(await position()).toBe(0);
});
