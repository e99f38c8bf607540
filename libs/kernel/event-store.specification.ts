import { randomUUID } from 'node:crypto';
import {
  InvalidAppend,
  StoreUnavailable,
  type Append,
  type EventStore,
  type NewEvent,
} from './event-store.port.js';

/** Where the suite finds stores. Each `open` is a new, empty history. */
export interface StoreGround {
  readonly store: EventStore;
  /** Another store object on the same history, as in another process. */
  another?(): EventStore;
  close(): Promise<void>;
}
export type OpenGround = (options?: { allowRecordedAt?: boolean }) => Promise<StoreGround>;

const meta = { actor: 'fire-officer-1', department: 'FIRE', region: '371302' };
export const newEvent = (content: Partial<NewEvent> = {}): NewEvent => ({
  eventId: randomUUID(),
  type: 'HazardFound',
  version: 1,
  body: '{"hazardId":"exit-2"}',
  occurredAt: '2024-05-06T01:00:00Z',
  subjects: ['facility:F-1'],
  meta,
  ...content,
});
export const newAppend = (stream: string, content: Partial<Append> = {}): Append => ({
  ...{ stream, expected: 'any', events: [newEvent()] },
  ...content,
});

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
    const stream = () => `case-${randomUUID()}`;

    describe('appends', () => {
      test('the first event of a stream at revision 0, and the next behind it', async () => {
        const name = stream();
        const first = await store.append(newAppend(name, { expected: 'none' }));
        expect(first).toEqual({ outcome: 'ok', revision: 0, position: expect.any(BigInt) });
        const next = await store.append(newAppend(name, { expected: 0, events: [newEvent(), newEvent()] }));
        expect(next).toMatchObject({ outcome: 'ok', revision: 2 });
        expect(await store.head()).toBe((next as { position: bigint }).position);
      });

      test('nothing when the stream is not as expected, and says how it is', async () => {
        const name = stream();
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
          const append = newAppend(stream(), { expected: 'none', events: [newEvent(), newEvent()] });
          const first = await store.append(append);
          await store.append(newAppend(append.stream));
          expect(await store.append({ ...append, expected })).toEqual({ ...first, outcome: 'duplicate' });
        },
      );

      test('an instant written otherwise as the same instant', async () => {
        const append = newAppend(stream());
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
        const [name, event] = [stream(), newEvent()];
        await store.append(newAppend(name, { events: [event] }));
        const answer = await store.append(newAppend(name, { events: [{ ...event, ...change }] }));
        expect(answer).toEqual({ outcome: 'id-conflict', eventId: event.eventId });
        expect(await store.readStream(name)).toHaveLength(1);
      });

      test('nothing when only a part is known, or in another order, or in another stream', async () => {
        const [name, elsewhere] = [stream(), stream()];
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
        const name = stream();
        await expect(store.append(newAppend(name, content))).rejects.toThrow(InvalidAppend);
        expect(await store.readStream(name)).toEqual([]);
      });
    });

    describe('reads', () => {
      test('exactly what was written', async () => {
        const name = stream();
        const body = '{"note":"疏散通道\\u0000 \\"堵塞\\" 🚒","amount":"9007199254740993"}';
        const subjects = ['facility:F-1', 'case:a,b "c" \\d', 'official:{O-7}', 'NULL'];
        const event = newEvent({ body, subjects, occurredAt: '2024-05-06T01:00:00.120450Z' });
        const before = new Date(Date.now() - 1000).toISOString();
        const answer = await store.append(newAppend(name, { events: [event] }));
        const [recorded] = await store.readStream(name);
        expect(recorded).toEqual({
          event: { type: 'HazardFound', data: JSON.parse(body) },
          ...{ version: 1, eventId: event.eventId, stream: name, revision: 0, subjects, meta },
          position: (answer as { position: bigint }).position,
          occurredAt: '2024-05-06T01:00:00.12045Z',
          recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/),
        });
        expect(recorded!.recordedAt > before).toBe(true);
        expect(await store.find(event.eventId)).toEqual(recorded);
      });

      test('a stream from a revision, as many as asked', async () => {
        const name = stream();
        await store.append(newAppend(name, { events: Array.from({ length: 5 }, () => newEvent()) }));
        const revisions = async (from: { revision?: number; limit?: number }) =>
          (await store.readStream(name, from)).map(({ revision }) => revision);
        expect(await revisions({ revision: 3 })).toEqual([3, 4]);
        expect(await revisions({ revision: 1, limit: 2 })).toEqual([1, 2]);
        expect(await revisions({ revision: 9 })).toEqual([]);
      });

      test('all events in the order of positions, page by page, to the end', async () => {
        const head = await store.head();
        const seen: bigint[] = [];
        for (let after = 0n, more = true; more;) {
          const { events, next } = await store.readAll({ after, limit: 7 });
          seen.push(...events.map(({ position }) => position));
          more = events.length > 0;
          expect(next).toBe(events.at(-1)?.position ?? after);
          after = next;
        }
        expect(seen.at(-1)).toBe(head);
        if (store.capabilities.contiguousPositions)
          expect(seen).toEqual(Array.from({ length: Number(head) }, (_, i) => BigInt(i + 1)));
      });

      test('all events about a subject, between two positions', async () => {
        const [subject, other] = [`official:${randomUUID()}`, `case:${randomUUID()}`];
        const places: bigint[] = [];
        for (const subjects of [[subject], [subject, other], [other], [other, subject]]) {
          const answer = await store.append(newAppend(stream(), { events: [newEvent({ subjects })] }));
          places.push((answer as { position: bigint }).position);
        }
        const [first, second, , fourth] = places as [bigint, bigint, bigint, bigint];
        const about = async (from?: { after?: bigint; upTo?: bigint; limit?: number }) =>
          (await store.readSubject(subject, from)).map(({ position }) => position);
        expect(await about()).toEqual([first, second, fourth]);
        expect(await about({ after: first })).toEqual([second, fourth]);
        expect(await about({ upTo: second })).toEqual([first, second]);
        expect(await about({ after: first, limit: 1 })).toEqual([second]);
        expect(await store.readSubject('official:nobody')).toEqual([]);
      });

      test('nothing where nothing is', async () => {
        expect(await store.readStream('case-none')).toEqual([]);
        expect(await store.find(randomUUID())).toBeUndefined();
        expect(await store.find('no-uuid')).toBeUndefined();
      });
    });
  });
  timeSpecification(name, open);
}

function timeSpecification(name: string, open: OpenGround): void {
  describe(`${name}: an event store and time`, () => {
    let ground: StoreGround;
    beforeEach(async () => void (ground = await open({ allowRecordedAt: true })));
    afterEach(() => ground.close());

    test('is empty at first', async () => {
      expect(await ground.store.head()).toBe(0n);
      expect(await ground.store.positionAt('2024-05-06T01:00:00Z')).toBe(0n);
      expect(await ground.store.readAll({ after: 0n, limit: 10 })).toEqual({ events: [], next: 0n });
    });

    test('opened for import, takes instants, but none that falls behind or lies ahead', async () => {
      const known = ['2024-05-06T01:00:00.5Z', '2024-05-06T01:00:00.4Z', '2999-01-01T00:00:00Z'];
      for (const recordedAt of known) await ground.store.append(newAppend('case-1', { recordedAt }));
      const [first, second, third] = await ground.store.readStream('case-1');
      expect(first!.recordedAt).toBe(known[0]);
      expect(second!.recordedAt).toBe(known[0]);
      expect(third!.recordedAt < new Date(Date.now() + 1_000).toISOString()).toBe(true);
    });

    test('knows the position at an instant', async () => {
      for (let day = 1; day <= 9; day += 1)
        await ground.store.append(newAppend('case-1', { recordedAt: `2024-05-0${day}T00:00:00Z` }));
      expect(await ground.store.positionAt('2024-04-30T00:00:00Z')).toBe(0n);
      expect(await ground.store.positionAt('2024-05-03T23:59:59.999999Z')).toBe(3n);
      expect(await ground.store.positionAt('2024-05-04T00:00:00Z')).toBe(4n);
      expect(await ground.store.positionAt('2030-01-01T00:00:00Z')).toBe(9n);
    });

    test('wakes who waits when an event comes, at the time limit, or when told to stop', async () => {
      const { store } = ground;
      const waited = async (timeoutMs: number, signal?: AbortSignal) => {
        const start = performance.now();
        await store.waitBeyond(await store.head(), timeoutMs, signal);
        return performance.now() - start;
      };
      expect(await waited(50)).toBeGreaterThanOrEqual(45);
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      expect(await waited(10_000, stop.signal)).toBeLessThan(5_000);
      setTimeout(() => void store.append(newAppend('case-1')), 50);
      expect(await waited(10_000)).toBeLessThan(5_000);
      await store.waitBeyond(0n, 10_000);
    });

    test('closed, takes nothing more and lets go of who waits', async () => {
      const { store } = ground;
      const waiting = store.waitBeyond(0n, 10_000);
      await store.close();
      await waiting;
      await expect(store.append(newAppend('case-1'))).rejects.toThrow(StoreUnavailable);
    });
  });
}
