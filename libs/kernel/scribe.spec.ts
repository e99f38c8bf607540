import { ContractBook } from './contract-book.js';
import { CheckedEvent } from './checked-event.js';
import { event, type DomainEvent } from './event.js';
import { BrokenContract, isWrittenDown, Scribe } from './scribe.js';
import { text } from './shape.js';

const DoorLocked = event({
  type: 'DoorLocked',
  version: 2,
  zh: '门已上锁',
  en: 'Door locked',
  label: 'L1',
  audience: ['public'],
  stream: ({ door }) => `door-${door}`,
  subjects: ({ door }) => [`door:${door}`],
  data: { door: text },
});
const scribe = new Scribe(new ContractBook([DoorLocked as never]), {
  protect: (many: readonly unknown[]) => Promise.resolve(many),
} as never);
const draft = (said: DomainEvent) => ({
  eventId: '00000000-0000-8000-8000-000000000000',
  event: said,
  occurredAt: '2024-05-06T01:00:00Z',
  meta: { actor: 'fire-officer-1', department: 'FIRE', region: '371302' },
});

test('writes down what the contract admits, with its version and subjects', async () => {
  const [written] = await scribe.write([draft(DoorLocked({ door: '东门' }))]);
  expect(written).toMatchObject({ version: 2, body: '{"door":"东门"}', subjects: ['door:东门'] });
  expect([isWrittenDown(written!), isWrittenDown({ ...written! })]).toEqual([true, false]);
});

test('an event that breaks its contract is a defect of ours, and nothing of the call is written', async () => {
  const broken = DoorLocked({ door: 7 } as never);
  await expect(scribe.write([draft(DoorLocked({ door: 'a' })), draft(broken)])).rejects.toThrow(
    BrokenContract,
  );
});

test('what the contract has looked at is known; what only looks like it is not', async () => {
  const checked = DoorLocked.checked({ door: 'a' })!;
  expect(CheckedEvent.is(checked)).toBe(true);
  expect(await scribe.write([draft(checked)])).toHaveLength(1);
  expect(DoorLocked.checked({ door: 7 })).toBeUndefined();
  for (const other of [DoorLocked({ door: 'a' }), { ...checked }]) expect(CheckedEvent.is(other)).toBe(false);
  const exchanged = Object.assign(DoorLocked.checked({ door: 'a' })!, { data: { door: 7 } });
  await expect(scribe.write([draft(exchanged)])).rejects.toThrow(BrokenContract);
});
