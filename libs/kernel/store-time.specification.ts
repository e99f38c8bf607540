import { StoreUnavailable } from './event-store.port.js';
import { newAppend, type OpenGround, type StoreGround } from './store-samples.specification.js';

/** Instants of recording, and waiting for what comes. */
export function timeSpecification(name: string, open: OpenGround): void {
  describe(`${name}: an event store and time`, () => {
    let ground: StoreGround;
    beforeEach(async () => void (ground = await open({ allowRecordedAt: true })));
    afterEach(() => ground.close());

    test('is empty at first', async () => {
      expect(await ground.store.head()).toBe(0n);
      expect(await ground.store.positionAt('2024-05-06T01:00:00Z')).toBe(0n);
      const { events, next } = await ground.store.readAll({ after: 0n, limit: 10 });
      expect(events).toEqual([]);
      if (ground.store.capabilities.contiguousPositions) expect(next).toBe(0n);
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
      const days = Array.from({ length: 9 }, (_, i) => `2024-05-0${i + 1}T00:00:00Z`);
      for (const recordedAt of days) await ground.store.append(newAppend('case-1', { recordedAt }));
      const places = (await ground.store.readStream('case-1')).map(({ position }) => position);
      expect(await ground.store.positionAt('2024-04-30T00:00:00Z')).toBe(0n);
      expect(await ground.store.positionAt('2024-05-03T23:59:59.999999Z')).toBe(places[2]);
      expect(await ground.store.positionAt('2024-05-04T00:00:00Z')).toBe(places[3]);
      expect(await ground.store.positionAt('2030-01-01T00:00:00Z')).toBe(places[8]);
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
      expect(await store.appendEach([newAppend('case-1'), newAppend('case-2')])).toEqual([
        undefined,
        undefined,
      ]);
    });
  });
}
