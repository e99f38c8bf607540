import { randomUUID } from 'node:crypto';
import type { EventStore } from './event-store.port.js';
import {
  meta,
  newAppend,
  newEvent,
  newStream,
  type OpenGround,
  type StoreGround,
} from './store-samples.specification.js';

/** How an event store answers what it holds. */
export function readingSpecification(name: string, open: OpenGround): void {
  describe(`${name}: an event store`, () => {
    let ground: StoreGround;
    let store: EventStore;
    beforeAll(async () => {
      ground = await open();
      ({ store } = ground);
      for (let i = 0; i < 20; i += 1) await store.append(newAppend(newStream()));
    });
    afterAll(() => ground.close());

    describe('reads', () => {
      test('exactly what was written', async () => {
        const name = newStream();
        const body = '{"note":"疏散通道\\u0000 \\"堵塞\\" 🚒","amount":"9007199254740993"}';
        const subjects = ['facility:F-1', 'case:a,b "c" \\d', 'official:{O-7}', 'NULL'];
        const event = newEvent({ body, subjects, occurredAt: '2024-05-06T01:00:00.120450Z' });
        const before = new Date(Date.now() - 1000).toISOString();
        const answer = await store.append(newAppend(name, { events: [event] }));
        const [recorded] = await store.readStream(name);
        expect(recorded).toEqual({
          event: { type: 'HazardFound', data: JSON.parse(body) },
          version: 1,
          eventId: event.eventId,
          stream: name,
          revision: 0,
          subjects,
          meta,
          position: (answer as { position: bigint }).position,
          occurredAt: '2024-05-06T01:00:00.12045Z',
          recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/),
        });
        expect(recorded!.recordedAt > before).toBe(true);
        expect(await store.find(event.eventId)).toEqual(recorded);
      });

      test('a stream from a revision, as many as asked', async () => {
        const name = newStream();
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
          const end = events.at(-1)?.position ?? after;
          if (store.capabilities.contiguousPositions) expect(next).toBe(end);
          else expect(next).toBeGreaterThanOrEqual(end); // others' events were passed over
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
          const answer = await store.append(newAppend(newStream(), { events: [newEvent({ subjects })] }));
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
}
