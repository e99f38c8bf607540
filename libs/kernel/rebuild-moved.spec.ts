import { cancelRebuild, NoSuchBuild } from './rebuild-commands.js';
import { entry, liveVersion } from './rebuild-ground.specification.js';
import { BuildMoved, switchTo } from './rebuild-switch.js';
import { buildsOf } from './rebuild.js';
import { Ground } from './runner-ground.specification.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { pause } from './runner-pause.js';

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare((url) => new PostgresEventStore(url));
  const runner = ground.runner([entry(true)]);
  await runner.start();
  await liveVersion(ground, { version: 1 });
  await runner.stop();
  await runner.operations.rebuild('balance');
});
afterEach(() => ground.close());

const states = async () => (await buildsOf(ground.pool, 'balance')).map(({ state }) => state);
const rebuilt = async () => (await buildsOf(ground.pool, 'balance'))[1]!;

test('a rebuild that was cancelled while it was being finished does not take over', async () => {
  const seen = await rebuilt();
  await cancelRebuild(ground.pool, 'balance');
  await expect(switchTo(ground.pool, seen)).rejects.toThrow(BuildMoved);
  expect(await states()).toEqual(['live', 'cancelled']);
});

test('a rebuild that takes over while somebody cancels it stays: what readers see is never cancelled', async () => {
  const other = await ground.pool.connect();
  await other.query('begin');
  await other.query(`update runner.build set state = case build when 1 then 'kept' else 'live' end`);
  const cancelling = cancelRebuild(ground.pool, 'balance').catch((failure: unknown) => failure);
  await pause(100); // it has seen the build as it was, and waits for the row
  await other.query('commit');
  other.release();
  expect(await cancelling).toBeInstanceOf(BuildMoved);
  expect(await states()).toEqual(['kept', 'live']);
  await expect(cancelRebuild(ground.pool, 'balance')).rejects.toThrow(NoSuchBuild);
});
