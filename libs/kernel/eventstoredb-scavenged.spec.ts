import { EventStoreDBClient } from '@eventstore/db-client';
import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { MemoryEventIndex } from './eventstoredb-memory-index.js';
import { newAppend } from './store-samples.specification.js';

describe('a server whose administrators scavenge and delete', () => {
  let standIn: StandIn;
  let index: MemoryEventIndex;
  const stores: EventStoreDbEventStore[] = [];
  const clients: EventStoreDBClient[] = [];
  const bareClient = () => {
    const client = EventStoreDBClient.connectionString(standIn.url);
    clients.push(client);
    return client;
  };
  const open = async (fillsIndex: boolean) => {
    const store = await EventStoreDbEventStore.open(standIn.url, { index, fillsIndex });
    stores.push(store);
    return store;
  };
  beforeEach(async () => {
    standIn = await startStandIn();
    index = new MemoryEventIndex();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    await Promise.all(stores.splice(0).map((store) => store.close()));
    standIn.stop();
  });

  /** The newest event of others, to which the index had come; it is gone when the next filler comes. */
  async function markThatIsGone() {
    const { stream, position } = standIn.log.events.at(-1)!;
    const mark = { commit: BigInt(position), prepare: BigInt(position) };
    await index.fill((writer) => writer.add([], mark));
    standIn.log.scavenge(stream);
    return mark;
  }

  test('a bare subscription from a place that is scavenged leaves out the next event', async () => {
    const mark = await markThatIsGone();
    const store = await open(false);
    for (const name of ['case-1', 'case-2']) await store.append(newAppend(name));
    const client = bareClient();
    for await (const { event } of client.subscribeToAll({ fromPosition: mark })) {
      if (!event!.streamId.startsWith('case-')) continue;
      expect(event!.streamId).toBe('case-2');
      break;
    }
  });

  test('the index leaves out none', async () => {
    await markThatIsGone();
    const store = await open(false);
    for (const name of ['case-1', 'case-2']) await store.append(newAppend(name));
    await open(true);
    expect((await store.readSubject('facility:F-1')).map(({ stream }) => stream)).toEqual([
      'case-1',
      'case-2',
    ]);
  });

  test('the log is read on from a place that is scavenged', async () => {
    const mark = await markThatIsGone();
    const store = await open(false);
    await store.append(newAppend('case-1'));
    const { events } = await store.readAll({ after: mark.commit, limit: 10 });
    expect(events.map(({ stream }) => stream)).toEqual(['case-1']);
  });

  test('a deleted stream is missing from what is said about a subject, and ends no page early', async () => {
    const store = await open(true);
    for (let i = 0; i < 9; i += 1) await store.append(newAppend(`case-${i}`));
    await store.readSubject('facility:F-1');
    const client = bareClient();
    await client.deleteStream('case-1');
    const page = await store.readSubject('facility:F-1', { limit: 4 });
    expect(page.map(({ stream }) => stream)).toEqual(['case-0', 'case-2', 'case-3', 'case-4']);
    await client.tombstoneStream('case-2');
    expect(await store.readSubject('facility:F-1')).toHaveLength(7);
    await expect(store.append(newAppend('case-2'))).rejects.toMatchObject({ name: 'StreamRemoved' });
    expect(await store.append(newAppend('case-9'))).toMatchObject({ outcome: 'ok' });
  });
});
