import { contractBook } from '#contracts';
import { derivedId, PostgresReadModels, ProjectionRegistry, Runner } from '#kernel';
import { projections } from '../../src/platform/projections.js';
import { receiveAll, recordsOf } from './bulk.js';
import { ceilingResult, interleaved, percentile, rateResult, ROUNDS, type Benchmark } from './harness.js';
import { KafkaLoad } from './kafka-ground.js';

const PER_SECOND = 500;
const SECONDS = 10;
const TICK_MS = 10;
/** Rounds of the topics must not repeat ids of the direct rounds. */
const APART = 1_000;

const keyed = (value: Buffer) => ({
  key: (JSON.parse(value.toString()) as { data: { facilityId: string } }).data.facilityId,
  value,
});

/** What lies in a topic already, read and stored: events a second from the moment the consumer has joined. */
async function fromTopic(load: KafkaLoad, round: number): Promise<number> {
  const records = recordsOf(APART + round);
  const topic = await load.freshTopic();
  await load.produce(topic.topic, records.map(keyed));
  const target = (await load.store.head()) + BigInt(records.length);
  const start = performance.now();
  const source = await load.consumer(topic);
  while ((await load.store.head()) < target) await load.store.waitBeyond(target - 1n, 100);
  const seconds = (performance.now() - start) / 1_000;
  await source.stop();
  if ((await load.store.head()) !== target) throw new Error('more was stored than was sent');
  return records.length / seconds;
}

const toStore: Benchmark = {
  name: 'kafka to store',
  run: (ground) =>
    KafkaLoad.on(ground, async (load) => {
      const { direct, kafka } = await interleaved({
        direct: (round) => receiveAll(load.intake, load.store, round),
        kafka: (round) => fromTopic(load, round),
      });
      return [rateResult('kafka to store against direct bulk intake', { goal: 0.6 }, kafka, direct)];
    }),
};

const finding = (round: number, serial: number) => {
  const facilityId = `F-371302-${serial % 2_000}`;
  const data = {
    facilityId,
    department: 'FIRE',
    inspectionId: `I-${round}-${serial}`,
    gravity: 'serious',
    hazardId: `H-${round}-${serial}`,
    clause: '消防法 §28',
    finding: '二层疏散通道堆放杂物',
  };
  const envelope = {
    specversion: '1.0',
    id: `l${round}-${serial}`,
    source: 'urn:lxc:fire',
    type: 'HazardFound',
    time: '2024-05-06T01:00:00Z',
    youanregion: '371302',
    data,
  };
  return { key: facilityId, value: Buffer.from(JSON.stringify(envelope)) };
};

/** Sends at a steady pace and sees, by reading the table, when each entry is there. Milliseconds from before the send. */
async function untilVisible(
  load: KafkaLoad,
  readModels: PostgresReadModels,
  round: number,
): Promise<number[]> {
  const topic = await load.freshTopic();
  const source = await load.consumer(topic);
  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  let seen = await load.store.head();
  await readModels.waitFor('timeline', seen);
  const look = async () => {
    const { rows } = await load.pool.query<{ key: string; position: string }>(
      `select key, position from read.timeline where position > $1 order by position`,
      [String(seen)],
    );
    const now = performance.now();
    for (const { key, position } of rows) {
      latencies.push(now - sentAt.get(key)!);
      seen = BigInt(position);
    }
  };
  const watching = (async () => {
    while (latencies.length < PER_SECOND * SECONDS) {
      await look();
      await new Promise((done) => setTimeout(done, 5));
    }
  })();
  await steadily(async (from, to) => {
    const messages = Array.from({ length: to - from }, (_, i) => finding(round, from + i));
    for (let serial = from; serial < to; serial += 1)
      sentAt.set(derivedId('intake', 'urn:lxc:fire', `l${round}-${serial}`), performance.now());
    await load.produce(topic.topic, messages);
  });
  await watching;
  await source.stop();
  return latencies;
}

async function steadily(send: (from: number, to: number) => Promise<void>): Promise<void> {
  const start = performance.now();
  const all: Promise<void>[] = [];
  for (let sent = 0; sent < PER_SECOND * SECONDS;) {
    const elapsed = (performance.now() - start) / 1_000;
    const due = Math.min(PER_SECOND * SECONDS, Math.floor(elapsed * PER_SECOND));
    if (due > sent) all.push(send(sent, due));
    sent = due;
    await new Promise((done) => setTimeout(done, TICK_MS));
  }
  await Promise.all(all);
}

const toTimeline: Benchmark = {
  name: 'kafka to timeline',
  run: (ground) =>
    KafkaLoad.on(ground, async (load) => {
      const { store, pool } = load;
      const registry = new ProjectionRegistry(projections, contractBook);
      const runner = new Runner({ store, pool, book: contractBook, registry });
      await runner.start();
      const readModels = new PostgresReadModels(pool);
      const p99: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        p99.push(percentile(await untilVisible(load, readModels, round), 0.99));
      await runner.stop();
      return [ceilingResult('kafka message to visible entry at 500/s, p99', 'ms', 600, p99)];
    }),
};

export const kafkaBenchmarks: readonly Benchmark[] = [toStore, toTimeline];
