import { fire, hazard } from './intake-ground.specification.js';
import type { ChunkDesk } from './kafka-chunk.js';
import type { Move } from './kafka-offsets.adapter.js';
import { PartitionReader, type Batch } from './kafka-partition.js';
import { Places } from './kafka-places.js';
import type { Outcome } from './record.js';

const topic = 't';
const options = { chunk: 2, heartbeatMs: 5, pauseMs: 1 };
const messages = (...offsets: number[]) =>
  offsets.map((offset) => ({
    key: Buffer.from('k'),
    offset: String(offset),
    headers: {},
    value: Buffer.from(JSON.stringify(hazard(`m-${offset}`))),
  }));

/** A group, a database and a store that do what the test says, and tell what was asked of them. */
function ground(outcome: (call: number) => Outcome = () => 'recorded') {
  const told: string[] = [];
  const state = {
    next: 0n,
    running: true,
    stale: false,
    calls: 0,
    took: 0,
    heartbeat: () => Promise.resolve(),
  };
  const desk = {
    deliver: async (records: readonly unknown[]) => {
      state.calls += 1;
      if (state.took > 0) await new Promise((resolve) => setTimeout(resolve, state.took));
      return records.map((_, index) => ({ index, id: null, outcome: outcome(state.calls) }));
    },
    deadLetters: { send: () => Promise.resolve() },
    offsets: {
      move: (_: unknown, { next }: Move) => Promise.resolve(void (state.next = next)),
    },
    parking: undefined,
    senderOf: () => fire,
  } as unknown as ChunkDesk;
  const places = new Places(
    {
      claim: (partition) => Promise.resolve({ ...partition, next: state.next, epoch: 1n }),
      relocate: () => Promise.resolve(),
    },
    { bounds: () => Promise.resolve(new Map()) },
    ({ offset }) => told.push(`sought ${offset}`),
    { error: (words: string) => told.push(words) },
  );
  const log = { warn: (words: string) => told.push(words), error: (words: string) => told.push(words) };
  const reader = new PartitionReader(desk, places, log as never, options);
  const batch = (...offsets: number[]): Batch =>
    ({
      batch: { topic, partition: 0, messages: messages(...offsets) },
      resolveOffset: (offset: string) => told.push(`resolved ${offset}`),
      heartbeat: () => state.heartbeat(),
      commitOffsetsIfNecessary: async ({ topics }: { topics: { partitions: { offset: string }[] }[] }) =>
        void told.push(`committed ${topics[0]!.partitions[0]!.offset}`),
      isRunning: () => state.running,
      isStale: () => state.stale,
      pause: () => {
        told.push('paused');
        return () => told.push('resumed');
      },
    }) as unknown as Batch;
  return { told, state, reader, batch };
}

test('each chunk is resolved once it is safe, and the group is told at the end, as a hint', async () => {
  const { told, state, reader, batch } = ground();
  await reader.read(batch(0, 1, 2));
  expect(told).toEqual(['resolved 1', 'resolved 2', 'committed 3']);
  expect(state.next).toBe(3n);
});

test('a batch that begins elsewhere than our place is dropped, and the client sent there', async () => {
  const { told, state, reader, batch } = ground();
  state.next = 5n;
  await reader.read(batch(0, 1));
  expect(told).toEqual(['sought 5']);
  await reader.read(batch(4, 5, 6));
  expect(told).toEqual(['sought 5', 'resolved 6', 'committed 7']);
});

test('when the database is away the partition rests and is read again; nothing is resolved', async () => {
  const { told, reader, batch } = ground((call) => (call === 2 ? 'unknown' : 'recorded'));
  await reader.read(batch(0, 1, 2, 3));
  expect(told.slice(0, 2)).toEqual(['resolved 1', 'paused']);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told.at(-1)).toBe('resumed');
  await reader.read(batch(2, 3));
  expect(told.slice(-2)).toEqual(['resolved 3', 'committed 4']);
});

test('between chunks it looks whether it may go on', async () => {
  const { told, state, reader, batch } = ground(() => {
    state.running = false;
    return 'recorded';
  });
  await reader.read(batch(0, 1, 2, 3));
  expect(told).toEqual(['resolved 1']);
});

test('a chunk that takes long does not silence the heart', async () => {
  const { state, reader, batch } = ground();
  let beats = 0;
  state.heartbeat = () => Promise.resolve(void (beats += 1));
  state.took = 60;
  await reader.read(batch(0));
  expect(beats).toBeGreaterThan(3);
});

test('when the group is shared out anew, the client hears it, after the chunk is safe', async () => {
  const { state, reader, batch } = ground();
  const rebalance = Object.assign(new Error('rebalancing'), { type: 'REBALANCE_IN_PROGRESS' });
  state.took = 20;
  state.heartbeat = () => (state.calls > 0 ? Promise.reject(rebalance) : Promise.resolve());
  await expect(reader.read(batch(0, 1))).rejects.toBe(rebalance);
  expect(state.next).toBe(2n);
});
