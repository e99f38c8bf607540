import { eventStoreSpecification } from './event-store.specification.js';
import { MemoryEventStore } from './memory-event-store.js';

const open = async (options?: { allowRecordedAt?: boolean }) => {
  const store = new MemoryEventStore(options);
  return { store, close: () => store.close() };
};
eventStoreSpecification('memory', open);

/**
 * Tests of the hard list that need a server or a second process. They run on PostgreSQL alone, in the files
 * named.
 */
const leftToServers = {
  'order by commit, not by age of transaction': 'postgres-neighbours.spec.ts',
  'a transaction of another database': 'postgres-neighbours.spec.ts',
  'a writer that stalls': 'postgres-neighbours.spec.ts',
  'restore into a new database': 'postgres-guards.spec.ts',
  'retry storm over cut connections': 'test/faults/cut-connections.spec.ts',
  'read-only failover, shutdown, refused connections': 'test/faults/cut-connections.spec.ts',
  'server killed': 'test/faults/killed-server.spec.ts',
  'process killed between commit and answer': 'test/faults/killed-process.spec.ts',
  'plans of the hot queries': 'postgres-plans.spec.ts',
};
test.each(Object.entries(leftToServers))('memory has no server to show: %s (see %s)', async () => {
  const ground: object = await open();
  expect('another' in ground).toBe(false);
});

test('a reader may change what it was given, and history stays', async () => {
  const { store } = await open();
  const eventId = '00000000-0000-8000-8000-000000000001';
  const meta = { actor: 'a', department: 'FIRE', region: '371302' };
  const written = { eventId, type: 'HazardFound', version: 1, body: '{"hazardId":"exit-2"}', meta };
  const events = [{ ...written, occurredAt: '2024-05-06T01:00:00Z', subjects: ['facility:F-1'] }];
  await store.append({ stream: 'case-1', expected: 'none', events });
  const [first] = await store.readStream('case-1');
  (first!.event.data as { hazardId: string }).hazardId = 'changed';
  expect((await store.find(eventId))!.event.data).toEqual({ hazardId: 'exit-2' });
});
