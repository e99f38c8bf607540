import type { Claim } from './kafka-offsets.adapter.js';
import { Places, placeWithin } from './kafka-places.js';

const partition = { topic: 't', partition: 0 };

function places(next: bigint, bounds: { low: bigint; high: bigint }) {
  const told: string[] = [];
  const claim: Claim = { ...partition, next, epoch: 1n };
  const made = new Places(
    {
      claim: () => Promise.resolve(claim),
      relocate: (_, at) => Promise.resolve(void told.push(`relocated to ${at}`)),
    },
    { bounds: () => Promise.resolve(new Map([[0, bounds]])) },
    ({ offset }) => told.push(`sought ${offset}`),
    { error: (words: string) => told.push(words) },
  );
  return { made, told };
}
const at = (...offsets: number[]) => offsets.map((offset) => ({ offset: String(offset) }));

test.each([
  ['inside', 5n, { low: 0n, high: 10n }, { at: 5n }],
  ['at the end', 10n, { low: 0n, high: 10n }, { at: 10n }],
  ['never read, and the beginning is deleted long since', 0n, { low: 4n, high: 10n }, { at: 4n }],
  ['before what the broker still holds', 3n, { low: 4n, high: 10n }, { at: 4n, alarm: 'lost' }],
  [
    'beyond the end: another topic of the same name',
    11n,
    { low: 0n, high: 10n },
    { at: 0n, alarm: 'another' },
  ],
] as const)('a place %s', (_, next, bounds, placed) => expect(placeWithin(next, bounds)).toEqual(placed));

test('on assignment the client is sent to the place the database knows', async () => {
  const { made, told } = places(7n, { low: 0n, high: 10n });
  made.assigned({ t: [0] });
  const placed = await made.of(partition);
  expect(told).toEqual(['sought 7']);
  expect(made.begins(placed, at(7, 8))).toBe(true);
});

test('messages of ours that are gone are an alarm, and reading goes on behind them', async () => {
  const { made, told } = places(3n, { low: 5n, high: 10n });
  expect((await made.of(partition)).claim.next).toBe(5n);
  expect(told).toEqual([expect.stringContaining('3 to 4 were deleted'), 'relocated to 5', 'sought 5']);
});

test('a gap that the broker made itself is passed over; what lies before our place is not read as new', async () => {
  const { made } = places(7n, { low: 0n, high: 20n });
  const placed = await made.of(partition);
  expect(made.begins(placed, at(9, 10))).toBe(true);
  expect(made.begins(placed, at(5, 6, 7))).toBe(true);
  expect(made.begins(placed, at(1, 2))).toBe(false);
  expect(made.begins(placed, [])).toBe(false);
});
