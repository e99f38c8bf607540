import { balance, balanceTable } from './runner-accounts.specification.js';
import { Ground } from './runner-ground.specification.js';
import { sayMany } from './runner-story.specification.js';
import { KEPT_DAYS, upkeep } from './runner-upkeep.js';

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare();
});
afterEach(() => ground.close());

async function runErrands() {
  const client = await ground.pool.connect();
  await client.query('begin');
  for (const { run } of upkeep) await run(client);
  await client.query('commit');
  client.release();
}
const states = async () =>
  (await ground.pool.query<{ state: string }>('select state from runner.build order by build')).rows.map(
    ({ state }) => state,
  );

test('the build that was live before can be gone back to for some days, then it is dropped', async () => {
  await sayMany(ground.store, { events: 200, accounts: 10, seed: 1 });
  const runner = ground.runner([{ projection: balance, table: balanceTable(true), shards: 1 }]);
  await runner.start();
  await ground.until('live', async () => (await ground.live('balance')) !== undefined);
  await runner.operations.rebuild('balance');
  await ground.until('rebuilt', async () => (await ground.live('balance'))?.build === 2);
  await runErrands();
  expect(await states()).toEqual(['kept', 'live']);
  await ground.pool.query(
    `update runner.build set switched_at = switched_at - $1 * interval '1 day' where state = 'live'`,
    [KEPT_DAYS],
  );
  await runErrands();
  expect(await states()).toEqual(['live']);
  await expect(ground.pool.query('table read.balance_v1')).rejects.toThrow('does not exist');
  await sayMany(ground.store, { events: 50, accounts: 5, seed: 2, prefix: 'B' });
  await ground.caughtUp('balance');
});

test('a program that ended without a word is forgotten after a day', async () => {
  await ground.pool.query(`insert into runner.member values ('gone', '{}', now() - interval '25 hours'),
    ('stalled', '{}', now() - interval '1 hour')`);
  await runErrands();
  expect((await ground.pool.query('select owner from runner.member')).rows).toEqual([{ owner: 'stalled' }]);
});
