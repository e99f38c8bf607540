import { randomInt } from 'node:crypto';
import { InvalidAppend, type Append, type EventStore } from './event-store.port.js';
import type { Recorded } from './event.js';
import { FULL, provenLog, wholeLog } from './store-log.specification.js';
import {
  newAppend,
  newEvent,
  newStream,
  setOf,
  type OpenGround,
  type StoreGround,
} from './store-samples.specification.js';

export { FULL, wholeLog };
const LONGEST_MS = FULL ? 1_200_000 : 30_000;

/** Many callers at once: what the hardest tests of the design ask of every store. */
export function crowdSpecification(name: string, open: OpenGround): void {
  describe(`${name}: an event store in a crowd`, () => {
    let ground: StoreGround;
    let store: EventStore;
    beforeEach(async () => {
      ground = await open();
      ({ store } = ground);
    });
    afterEach(() => ground.close());
    const other = () => ground.another?.() ?? store;
    /** For so long; a store without a server answers so fast that it would only fill the memory. */
    const lasting = (ms: number) => {
      const until = Date.now() + ms;
      let appends = ground.another ? Infinity : 5_000;
      return () => Date.now() < until && (appends -= 1) > 0;
    };

    test(
      'a reader that follows 16 writers sees every event once and in order',
      async () => {
        const reader = other();
        let writing = true;
        const seen: Recorded[] = [];
        const following = (async () => {
          for (let after = 0n; ;) {
            const last = !writing;
            const { events, next } = await reader.readAll({ after, limit: 50 });
            seen.push(...events);
            after = next;
            if (events.length === 0 && last) return;
            if (events.length === 0) await reader.waitBeyond(after, 200);
          }
        })();
        const goesOn = lasting(FULL ? 60_000 : 1_000);
        const write = async (writer: EventStore) => {
          while (goesOn()) {
            const hot = randomInt(3) === 0;
            await writer.append(newAppend(hot ? `hot-${randomInt(4)}` : newStream(), { expected: 'any' }));
            if (randomInt(10) === 0) await new Promise((resolve) => setTimeout(resolve, randomInt(20)));
          }
        };
        const second = other();
        await Promise.all(Array.from({ length: 16 }, (_, i) => write(i % 2 ? store : second)));
        writing = false;
        await following;
        expect(seen.map(({ eventId }) => eventId)).toEqual(
          (await wholeLog(store)).map(({ eventId }) => eventId),
        );
      },
      LONGEST_MS,
    );

    test('20 appends at any revision of one stream at once are all stored', async () => {
      const second = other();
      for (let round = 0; round < (FULL ? 100 : 5); round += 1) {
        const stream = newStream();
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, i) => (i % 2 ? store : second).append(newAppend(stream))),
        );
        const revisions = answers.map((answer) => (answer.outcome === 'ok' ? answer.revision : -1));
        expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
        expect(await store.readStream(stream)).toHaveLength(20);
      }
    });

    test('of 20 appends that expect the same revision exactly one wins', async () => {
      const second = other();
      const stream = newStream();
      for (let round = 0; round < (FULL ? 100 : 5); round += 1) {
        const expected = round === 0 ? 'none' : round - 1;
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            (i % 2 ? store : second).append(newAppend(stream, { expected })),
          ),
        );
        expect(answers.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1);
        expect(answers.filter(({ outcome }) => outcome === 'version-conflict')).toHaveLength(19);
      }
      expect(await store.readStream(stream)).toHaveLength(FULL ? 100 : 5);
    });

    test('appends that fail leave their neighbours alone', async () => {
      const known = Array.from({ length: 5 }, () => newAppend(newStream()));
      for (const append of known) await store.append(append);
      const taken = newStream();
      await store.append(newAppend(taken));
      const twice = newEvent();
      const crowd: [string, Append][] = [
        ...known.map((append): [string, Append] => ['duplicate', append]),
        ...Array.from({ length: 10 }, (): [string, Append] => [
          'version-conflict',
          newAppend(taken, { expected: 7 }),
        ]),
        [
          'invalid',
          newAppend(newStream(), { events: [newEvent({ body: JSON.stringify('x'.repeat(300_000)) })] }),
        ],
        ['invalid', newAppend(newStream(), { events: [newEvent({ body: '{' })] })],
        ['ok or id-conflict', newAppend(newStream(), { events: [twice] })],
        ['ok or id-conflict', newAppend(newStream(), { events: [twice] })],
        ['id-conflict', newAppend(newStream(), { events: [newEvent(), known[0]!.events[0]!] })],
        ...Array.from({ length: 44 }, (): [string, Append] => [
          'ok',
          newAppend(newStream(), { events: Array.from({ length: 1 + randomInt(3) }, () => newEvent()) }),
        ]),
      ].sort(() => Math.random() - 0.5) as [string, Append][];
      const answers = await Promise.allSettled(crowd.map(([, append]) => store.append(append)));
      answers.forEach((answer, i) => {
        const said = answer.status === 'fulfilled' ? answer.value.outcome : 'invalid';
        if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(InvalidAppend);
        expect(crowd[i]![0].split(' or ')).toContain(said);
      });
      const ofTwice = answers.filter((_, i) => crowd[i]![0] === 'ok or id-conflict');
      expect(
        new Set(ofTwice.map((answer) => answer.status === 'fulfilled' && answer.value.outcome)).size,
      ).toBe(2);
      const stored = new Set((await wholeLog(store)).map(({ eventId }) => eventId));
      crowd.forEach(([fate, { events }]) => {
        if (fate === 'ok') expect(events.every(({ eventId }) => stored.has(eventId))).toBe(true);
      });
    });

    test(
      '32 clients with overlapping streams never block each other for good',
      async () => {
        const stores = [store, other(), other()];
        let stored = 0;
        const goesOn = lasting(FULL ? 600_000 : 1_000);
        await Promise.all(
          Array.from({ length: 32 }, async (_, client) => {
            while (goesOn()) {
              const stream = randomInt(2) ? newStream() : `shared-${randomInt(12)}`;
              const expected = randomInt(3) ? 'any' : randomInt(30);
              const one = stores[client % 3]!;
              const many = await setOf(one)?.();
              const answer = many ? undefined : await one.append(newAppend(stream, { expected }));
              stored += many?.length ?? (answer?.outcome === 'ok' ? 1 : 0);
            }
          }),
        );
        expect(await provenLog(store)).toBe(stored);
        expect((await ground.deadlocks?.()) ?? 0).toBe(0);
      },
      LONGEST_MS,
    );

    test('two histories with the same streams and event ids know nothing of each other', async () => {
      const elsewhere = await open();
      const appends = Array.from({ length: 10 }, () => newAppend(newStream(), { expected: 'none' }));
      for (const append of appends) expect(await store.append(append)).toMatchObject({ outcome: 'ok' });
      const before = await wholeLog(store);
      for (const append of appends)
        expect(await elsewhere.store.append(append)).toMatchObject({ outcome: 'ok' });
      await elsewhere.store.append(newAppend(appends[0]!.stream));
      expect(await wholeLog(store)).toEqual(before);
      expect(await wholeLog(elsewhere.store)).toHaveLength(11);
      await elsewhere.close();
    });
  });
}
