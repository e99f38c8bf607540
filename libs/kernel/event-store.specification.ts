import { InvalidAppend, type Append, type EventStore, type NewEvent } from './event-store.port.js';
import { crowdSpecification } from './store-crowd.specification.js';
import { readingSpecification } from './store-reading.specification.js';
import {
  newAppend,
  newEvent,
  newStream,
  type OpenGround,
  type StoreGround,
} from './store-samples.specification.js';
import { timeSpecification } from './store-time.specification.js';

/** The contract of the port {@link EventStore}: every adapter passes it. */
export function eventStoreSpecification(name: string, open: OpenGround): void {
  describe(`${name}: an event store`, () => {
    let ground: StoreGround;
    let store: EventStore;
    beforeAll(async () => {
      ground = await open();
      ({ store } = ground);
    });
    afterAll(() => ground.close());

    describe('appends', () => {
      test('the first event of a stream at revision 0, and the next behind it', async () => {
        const name = newStream();
        const first = await store.append(newAppend(name, { expected: 'none' }));
        expect(first).toEqual({ outcome: 'ok', revision: 0, position: expect.any(BigInt) });
        const next = await store.append(newAppend(name, { expected: 0, events: [newEvent(), newEvent()] }));
        expect(next).toMatchObject({ outcome: 'ok', revision: 2 });
        expect(await store.head()).toBe((next as { position: bigint }).position);
      });

      test('nothing when the stream is not as expected, and says how it is', async () => {
        const name = newStream();
        const conflict = (revision: number) => ({ outcome: 'version-conflict', revision });
        expect(await store.append(newAppend(name, { expected: 0 }))).toEqual(conflict(-1));
        await store.append(newAppend(name));
        expect(await store.append(newAppend(name, { expected: 'none' }))).toEqual(conflict(0));
        expect(await store.append(newAppend(name, { expected: 1 }))).toEqual(conflict(0));
        expect(await store.readStream(name)).toHaveLength(1);
      });

      test.each(['none', 'any', 7] as const)(
        'the same events again as a duplicate with their first place, whatever is expected (%s)',
        async (expected) => {
          const append = newAppend(newStream(), { expected: 'none', events: [newEvent(), newEvent()] });
          const first = await store.append(append);
          await store.append(newAppend(append.stream));
          expect(await store.append({ ...append, expected })).toEqual({ ...first, outcome: 'duplicate' });
        },
      );

      test('an instant written otherwise as the same instant', async () => {
        const append = newAppend(newStream());
        await store.append(append);
        const events = [{ ...append.events[0]!, occurredAt: '2024-05-06T01:00:00.000000Z' }];
        expect(await store.append({ ...append, events })).toMatchObject({ outcome: 'duplicate' });
      });

      const changes: [string, Partial<NewEvent>][] = [
        ['body', { body: '{"hazardId":"exit-2" }' }],
        ['type', { type: 'HazardClosed' }],
        ['version', { version: 2 }],
        ['occurredAt', { occurredAt: '2024-05-06T01:00:00.000001Z' }],
      ];
      test.each(changes)('nothing under a known id with another %s: an id-conflict', async (_, change) => {
        const [name, event] = [newStream(), newEvent()];
        await store.append(newAppend(name, { events: [event] }));
        const answer = await store.append(newAppend(name, { events: [{ ...event, ...change }] }));
        expect(answer).toEqual({ outcome: 'id-conflict', eventId: event.eventId });
        expect(await store.readStream(name)).toHaveLength(1);
      });

      test('nothing when only a part is known, or in another order, or in another stream', async () => {
        const [name, elsewhere] = [newStream(), newStream()];
        const [a, b, c] = [newEvent(), newEvent(), newEvent()];
        await store.append(newAppend(name, { events: [a, b] }));
        const head = await store.head();
        const conflict = (event: NewEvent) => ({ outcome: 'id-conflict', eventId: event.eventId });
        expect(await store.append(newAppend(name, { events: [a, b, c] }))).toEqual(conflict(a));
        expect(await store.append(newAppend(name, { events: [c, a] }))).toEqual(conflict(a));
        expect(await store.append(newAppend(name, { events: [b, a] }))).toEqual(conflict(a));
        expect(await store.append(newAppend(elsewhere, { events: [a, b] }))).toEqual(conflict(a));
        expect(await store.head()).toBe(head);
        expect(await store.find(c.eventId)).toBeUndefined();
      });
    });

    test('many at once: each is answered by itself, in the order asked', async () => {
      const [known, name, event] = [newAppend(newStream()), newStream(), newEvent()];
      const first = await store.append(known);
      const answers = await store.appendEach([
        newAppend(name, { events: [event, newEvent()] }),
        known,
        newAppend(newStream(), { expected: 3 }),
        newAppend(known.stream, { events: [{ ...known.events[0]!, version: 2 }] }),
        newAppend(newStream(), { expected: 'none' }),
      ]);
      expect(answers).toEqual([
        { outcome: 'ok', revision: 1, position: expect.any(BigInt) },
        { ...first, outcome: 'duplicate' },
        { outcome: 'version-conflict', revision: -1 },
        { outcome: 'id-conflict', eventId: known.events[0]!.eventId },
        { outcome: 'ok', revision: 0, position: expect.any(BigInt) },
      ]);
      expect((await store.readStream(name))[0]).toMatchObject({ eventId: event.eventId });
      expect(await store.appendEach([])).toEqual([]);
      await expect(store.appendEach([newAppend(newStream(), { events: [] })])).rejects.toThrow(InvalidAppend);
    });

    describe('refuses before it writes', () => {
      const event = newEvent();
      const wrong: [string, Partial<Append>][] = [
        ['no events', { events: [] }],
        ['too many events', { events: Array.from({ length: 501 }, () => newEvent()) }],
        ['an id twice', { events: [event, event] }],
        ['an oversized body', { events: [newEvent({ body: JSON.stringify('字'.repeat(90_000)) })] }],
        ['a body that is not JSON', { events: [newEvent({ body: '{"half":' })] }],
        ['half a surrogate pair', { events: [newEvent({ body: '"\ud83d"' })] }],
        ['an id that is no UUID', { events: [newEvent({ eventId: 'insp-1' })] }],
        ['a day that does not exist', { events: [newEvent({ occurredAt: '2023-02-29T00:00:00Z' })] }],
        ['a time of no zone', { events: [newEvent({ occurredAt: '2023-02-28T00:00:00' })] }],
        ['a subject with a NUL', { events: [newEvent({ subjects: ['facility:\0'] })] }],
        ['a revision below 0', { expected: -1 }],
        ['an instant of its own', { recordedAt: '2024-05-06T01:00:00Z' }],
      ];
      test.each(wrong)('%s', async (_, content) => {
        const name = newStream();
        await expect(store.append(newAppend(name, content))).rejects.toThrow(InvalidAppend);
        expect(await store.readStream(name)).toEqual([]);
      });
    });
  });
  readingSpecification(name, open);
  timeSpecification(name, open);
  crowdSpecification(name, open);
}
