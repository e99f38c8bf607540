import type { EventStore, ProjectionRegistry, ReadModels } from '#kernel';
import type { DataSource } from 'typeorm';
import { Readiness } from './readiness.js';

/** A log of so many events, and one read model that has seen some of them. */
function readinessOf(log: { head: bigint; seen: bigint }): Readiness {
  const store = {
    head: async () => log.head,
    countBeyond: async (position: bigint) => Number(log.head - position),
  };
  const registry = { entries: [{ projection: { name: 'timeline' } }] };
  const readModels = { seen: async () => log.seen };
  return new Readiness(
    {} as DataSource,
    store as unknown as EventStore,
    registry as unknown as ProjectionRegistry,
    readModels as unknown as ReadModels,
  );
}

test('a process whose read models are far behind is not ready, and says which', () =>
  expect(readinessOf({ head: 5_000n, seen: 1n }).caughtUp()).rejects.toThrow('behind: timeline'));

test('once caught up it stays ready: a delay behind a large import is no outage', async () => {
  const log = { head: 5_000n, seen: 4_500n };
  const readiness = readinessOf(log);
  await readiness.caughtUp();
  log.head = 90_000n;
  await expect(readiness.caughtUp()).resolves.toEqual({});
});
