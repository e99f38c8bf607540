import { createHash } from 'node:crypto';
import { ContractBook, type Upcasters } from './contract-book.js';
import type { EventContract, Recorded } from './event.js';
import { replay } from './projection.js';
import {
  balance,
  balances,
  balanceTable,
  Credited,
  movements,
  Noted,
  Opened,
  shape,
  type AccountEvent,
} from './runner-accounts.specification.js';
import { say } from './runner-story.specification.js';
import { Ground } from './runner-ground.specification.js';

/** Credited was once said in yuan (v1), then in yuan with another name (v2), today in fen (v3). */
const upcasters: Upcasters = {
  Credited: {
    1: ({ yuan, ...rest }: { yuan: number }) => ({ ...rest, value: yuan }),
    2: ({ value, ...rest }: { value: number }) => ({ ...rest, amount: value * 100 }),
  },
  Noted: { 1: ({ remark, ...rest }: { remark: string }) => ({ ...rest, text: remark }) },
};
const bookAt = (credited: number, noted: number) =>
  new ContractBook(
    [
      Opened,
      shape('Credited', credited),
      shape('Noted', noted),
      shape('Closed'),
    ] as unknown as readonly EventContract[],
    upcasters,
  );
const today = bookAt(3, 2);

/** Every version of every event as it was said then. They are never changed; new ones are added. */
const samples: readonly { type: AccountEvent['type']; version: number; data: object }[] = [
  { type: 'Opened', version: 1, data: { account: 'A' } },
  { type: 'Credited', version: 1, data: { account: 'A', yuan: 3 } },
  { type: 'Credited', version: 2, data: { account: 'A', value: 3 } },
  { type: 'Credited', version: 3, data: { account: 'A', amount: 300 } },
  { type: 'Noted', version: 1, data: { account: 'A', remark: '托育' } },
  { type: 'Noted', version: 2, data: { account: 'A', text: '托育' } },
];
const recordedAs = (
  { type, version, data }: (typeof samples)[number],
  position: number,
): Recorded<AccountEvent> =>
  ({
    event: { type, data },
    version,
    eventId: `e-${position}`,
    position: BigInt(position),
    stream: 'account-A',
    revision: position - 1,
    occurredAt: '2024-05-06T01:00:00Z',
    recordedAt: '2024-05-06T02:00:00Z',
    subjects: [],
    meta: { actor: 'li', department: 'FIRE', region: '371302' },
  }) as unknown as Recorded<AccountEvent>;

const digestOf = (rows: ReadonlyMap<string, unknown>) =>
  createHash('sha256')
    .update(JSON.stringify([...rows]))
    .digest('hex')
    .slice(0, 16);

/** One story for each version of an event, between an opening and nothing else. */
describe.each(
  samples
    .filter(({ type }) => type !== 'Opened')
    .map((sample) => [`${sample.type} v${sample.version}`, sample] as const),
)('as said in %s', (_, sample) => {
  const story = [recordedAs(samples[0]!, 1), recordedAs(sample, 2)].map(
    (recorded) => today.current(recorded) as Recorded<AccountEvent>,
  );
  test('every projection reads it as if it were said today', () => {
    const newest = samples.filter(({ type }) => type === sample.type).at(-1)!;
    const now = [recordedAs(samples[0]!, 1), recordedAs(newest, 2)] as Recorded<AccountEvent>[];
    expect(digestOf(replay(balance, story))).toBe(digestOf(replay(balance, now)));
    expect(digestOf(replay(movements, story))).toBe(digestOf(replay(movements, now)));
  });
  test('its rows are the ones of the day it was released', () =>
    expect([digestOf(replay(balance, story)), digestOf(replay(movements, story))]).toEqual(
      GOLDEN[sample.type],
    ));
});
const GOLDEN: Readonly<Record<string, readonly [string, string]>> = {
  Credited: ['5b09b6fe5d16bda2', '7e1e778dd2da787f'],
  Noted: ['5edda70547fc349c', 'da29d777f53e813b'],
};

test('what a newer program says waits for the newer program, and only its partition does', async () => {
  const ground = await Ground.prepare();
  const entry = { projection: balance, table: balanceTable(true), shards: 1 };
  const old = ground.runner([entry], { book: bookAt(2, 2) });
  await old.start();
  await say(ground.store, Opened({ account: 'A' }));
  await say(ground.store, Opened({ account: 'B' }));
  await say(ground.store, { type: 'Credited', data: { account: 'A', amount: 500 } }, 3);
  await say(ground.store, { ...Noted({ account: 'A', text: 'after' }) }, 2);
  await say(ground.store, { type: 'Invented', data: { account: 'B' } });
  await say(ground.store, { type: 'Secret', data: { nobody: 'knows' } });
  await say(ground.store, Opened({ account: 'C' }));
  await ground.caughtUp('balance');
  const parked = await ground.pool.query(
    'select partition, failure_class from runner.parked order by position',
  );
  expect(parked.rows).toEqual([
    { partition: 'A', failure_class: 'newer-version' },
    { partition: 'A', failure_class: null },
    { partition: 'B', failure_class: 'unknown-type' },
    { partition: 'stream:account-undefined', failure_class: 'unknown-type' },
  ]);
  expect([...(await ground.rows()).keys()]).toEqual(['A', 'B', 'C']);
  await old.stop();

  const next = ground.runner([entry], { book: today });
  await next.start();
  expect(await next.operations.replayParked('balance', 'A')).toMatchObject({ applied: 2, waiting: 0 });
  await say(ground.store, Credited({ account: 'A', amount: 1 }), 3);
  await ground.caughtUp('balance');
  expect((await ground.rows()).get('A')).toMatchObject({ balance: 501, note: 'after' });
  await ground.close();
});

test('an event that could not even say what it touches is put in its place afterwards, in order', async () => {
  const ground = await Ground.prepare();
  const blind = {
    ...balance,
    partitions: (recorded: Recorded<AccountEvent>) => {
      if (recorded.event.data.text === 'blind') throw new Error('cannot see');
      return balance.partitions(recorded);
    },
  };
  const entry = { projection: balance, table: balanceTable(true), shards: 3 };
  const first = ground.runner([{ ...entry, projection: blind }]);
  await first.start();
  await say(ground.store, Opened({ account: 'A' }));
  await say(ground.store, Credited({ account: 'A', amount: 5, text: 'blind' }));
  await say(ground.store, Noted({ account: 'A', text: 'later' }));
  await ground.caughtUp('balance');
  expect((await ground.rows()).get('A')).toMatchObject({ balance: 0, note: 'later' });
  await first.stop();
  const second = ground.runner([entry]);
  await second.start();
  await second.operations.replayParked('balance', 'stream:account-A');
  await say(ground.store, Opened({ account: 'B' }));
  await ground.caughtUp('balance');
  expect((await ground.rows()).get('A')).toMatchObject({ balance: 5, note: 'later' });
  const { rows } = await ground.pool.query(
    'select balance, note from read.balance_history where key = $1 order by known_from',
    ['A'],
  );
  expect(rows).toEqual([
    { balance: 0, note: null },
    { balance: 5, note: null },
    { balance: 5, note: 'later' },
  ]);
  expect(balances(await ground.rows()).get('A')!.balance).toBe(5);
  await ground.close();
});
