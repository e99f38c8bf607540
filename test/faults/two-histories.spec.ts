import { PostgresEventStore, type NewEvent, type ProjectionEntry } from '#kernel';
import { Vault } from '#vault';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { balance, balanceTable, Credited, Opened } from '../../libs/kernel/runner-accounts.specification.js';
import { discardOld } from '../../libs/kernel/rebuild-commands.js';
import { Ground } from '../../libs/kernel/runner-ground.specification.js';
import { newEvent } from '../../libs/kernel/store-samples.specification.js';
import { databaseDump } from '../support/database-dump.js';

const { Credited: credited } = balance.rules;
/** Rules that cannot apply one of the events, and rules that can. */
const entry = (version: number, forgiving: boolean): ProjectionEntry => ({
  projection: {
    ...balance,
    version,
    rules: {
      ...balance.rules,
      Credited: (data, ...more) =>
        typeof credited === 'function' ? credited(forgiving ? { ...data, text: '' } : data, ...more) : [],
    },
  } as typeof balance,
  table: balanceTable(true),
  shards: 2,
});
const said = ({ type, data }: { type: string; data: object }): NewEvent =>
  newEvent({ type, body: JSON.stringify(data) });
/** The same streams and the same event ids in both histories; one account cannot be credited any more. */
const told: readonly (readonly [string, NewEvent])[] = Array.from({ length: 40 }, (_, i) => {
  const account = `A${i % 8}`;
  const text = i === 19 ? 'poison' : '';
  const event = i < 8 ? said(Opened({ account })) : said(Credited({ account, amount: i, text }));
  return [`account-${account}`, event] as const;
});
const child = { eventId: told[0]![1].eventId, data: { complainant: '示例家长' } };
const contract = {
  personal: [{ field: 'complainant', subject: () => 'complainant:F-1' }],
} as never;

const folder = mkdtempSync(join(tmpdir(), 'youan-two-'));
const grounds: Ground[] = [];
afterAll(async () => {
  for (const ground of grounds) await ground.close();
  rmSync(folder, { recursive: true });
});

/** A history with rows, a parked account, and a person in its vault. */
async function history(name: string) {
  const ground = await Ground.prepare((url) => new PostgresEventStore(url));
  for (const [stream, event] of told) await ground.store.append({ stream, expected: 'any', events: [event] });
  grounds.push(ground);
  const vault = await Vault.open(ground.pool, join(folder, name));
  const [hidden] = await vault.protect([{ ...child, contract }]);
  const runner = ground.runner([entry(1, false)]);
  await runner.start();
  await ground.caughtUp('balance');
  return { ground, vault, runner, commitment: String(hidden!['complainant']) };
}

test('whatever is done to maintain one history, every table of the other stays as it is', async () => {
  const [mine, other] = [await history('mine'), await history('other')];
  const { ground } = mine;
  await other.runner.stop();
  const before = await databaseDump(other.ground.pool);
  expect(before.get('runner.parked')).toHaveLength(3);
  expect(before.get('store.event')).toHaveLength(told.length);
  const unharmed = async (what: string) =>
    expect([what, await databaseDump(other.ground.pool)]).toEqual([what, before]);
  const live = (build: number) =>
    ground.until(`build ${build} is live`, async () => (await ground.live('balance'))?.build === build);

  await mine.runner.operations.replayParked('balance', 'A3');
  await mine.runner.stop();
  const runner = ground.runner([entry(1, true)]);
  await runner.start();
  const { operations } = runner;
  expect(await operations.replayParked('balance', 'A3')).toMatchObject({ applied: 3, waiting: 0 });
  await unharmed('parked events replayed');
  await operations.rebuild('balance');
  await live(2);
  await unharmed('rebuilt');
  await operations.rollBack('balance');
  await live(1);
  await operations.accept('balance');
  await live(2);
  await unharmed('rolled back and accepted');
  await operations.rebuild('balance');
  await operations.cancelRebuild('balance');
  await operations.resumeRebuild('balance');
  await live(3);
  await unharmed('cancelled and resumed');
  await runner.stop();
  await ground.runner([entry(2, true)]).start();
  await live(4);
  await unharmed('other rules');
  await discardOld(ground.pool, 'balance');
  expect((await ground.builds()).map(({ build }) => build)).not.toContain(1);
  await unharmed('old tables dropped');
  expect(await mine.vault.erase('complainant:F-1')).toMatchObject({ values: 1 });
  expect((await mine.vault.open([mine.commitment])).get(mine.commitment)).toBeUndefined();
  await unharmed('a person forgotten');
  await ground.close();
  grounds.splice(grounds.indexOf(ground), 1);
  await unharmed('the whole history dropped');

  expect((await other.vault.open([other.commitment])).get(other.commitment)).toBe('示例家长');
  const [stream] = told[0]!;
  const again = { stream, expected: 'any', events: [newEvent()] } as const;
  expect(await other.ground.store.append(again)).toMatchObject({ outcome: 'ok', revision: 5 });
});
