import { contractBook } from '#contracts';
import { derivedId, KafkaLink, SerialProducer } from '#kernel';
import { agreements, Relay, topicOf } from '#relay';
import { broker, brokers, hazard, kafkaGround, message, until, type KafkaGround } from './kafka-ground.js';
import { LossyProxy } from './lossy-proxy.js';

let ground: KafkaGround;
let lossy: LossyProxy;
let lossyLink: KafkaLink;
beforeAll(async () => {
  ground = await kafkaGround();
  lossy = new LossyProxy(10);
  lossyLink = new KafkaLink({ brokers, requestTimeoutMs: 1_000, socketFactory: lossy.socketFactory });
});
afterAll(async () => {
  await ground.leave();
  await lossy.close();
});

const PUBLISHERS = 8;
const EACH = 40;

async function record(from: number, count: number): Promise<void> {
  const appends = Array.from({ length: count }, (_, i) => {
    const at = from + i;
    const fact = hazard(`F-${at % 7}`, at);
    const event = {
      eventId: derivedId('relay-trial', ground.prefix, String(at)),
      type: 'HazardFound',
      version: 1,
      body: JSON.stringify(fact),
      occurredAt: '2024-05-06T01:00:00Z',
      subjects: [`facility:${fact.facilityId}`],
      meta: { actor: 'fire-system', department: 'FIRE', region: '371302' },
    };
    return { stream: `inspection-${fact.inspectionId}`, expected: 'any' as const, events: [event] };
  });
  for (const append of appends) await ground.store.append(append);
}

/** What a reader has after leaving out what came twice: within a partition in the order of arrival. */
function firstOfEach<T extends { headers: Record<string, string> }>(read: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const one of read) {
    const same = seen.get(one.headers['ce_id']!);
    if (same) expect(one.headers).toEqual(same.headers);
    else seen.set(one.headers['ce_id']!, one);
  }
  return [...seen.values()];
}

function expectWhole(read: Awaited<ReturnType<KafkaGround['read']>>, count: number): void {
  const once = firstOfEach(read);
  const numbered = [...once].sort(
    (a, b) => Number(a.headers['ce_ordinal']) - Number(b.headers['ce_ordinal']),
  );
  expect(numbered.map(({ headers }) => Number(headers['ce_ordinal']))).toEqual(
    Array.from({ length: count }, (_, at) => at + 1),
  );
  expect(numbered.map(({ headers }) => headers['ce_previous'])).toEqual([
    '0',
    ...numbered.slice(0, -1).map(({ headers }) => headers['ce_sequence']),
  ]);
  const last = new Map<string, number>();
  for (const { key, headers } of once) {
    expect(Number(headers['ce_sequence'])).toBeGreaterThan(last.get(key) ?? 0);
    last.set(key, Number(headers['ce_sequence']));
  }
}

test('with every tenth reply lost and eight who publish at once, nothing acknowledged is missing', async () => {
  const topic = `${ground.prefix}.trial`;
  await ground.link.ensureTopics([topic]);
  const producer = new SerialProducer(lossyLink);
  const acknowledged: string[] = [];
  await Promise.all(
    Array.from({ length: PUBLISHERS }, async (_, publisher) => {
      for (let at = 0; at < EACH; at += 1) {
        const id = `${publisher}-${at}`;
        await producer.send([message(topic, id, hazard(`F-${publisher}`, at))]);
        acknowledged.push(id);
      }
    }),
  );
  await producer.close();
  expect(lossy.lost).toBeGreaterThan(10);
  const read = await ground.read(topic);
  const once = firstOfEach(read).map(({ headers }) => headers['ce_id']!);
  expect(once.toSorted()).toEqual(acknowledged.toSorted());
  for (let publisher = 0; publisher < PUBLISHERS; publisher += 1)
    expect(once.filter((id) => id.startsWith(`${publisher}-`))).toEqual(
      Array.from({ length: EACH }, (_, at) => `${publisher}-${at}`),
    );
});

test('the relay over the same broken line leaves no hole, in order within each key; a second relay only waits', async () => {
  const desk = { pool: ground.pool, store: ground.store, book: contractBook };
  const topic = topicOf(ground.prefix, agreements[1]!);
  const relays = [lossyLink, lossyLink].map(
    (link) => new Relay({ ...desk, link }, agreements, ground.prefix),
  );
  for (const relay of relays) relay.start();
  await record(0, 700);
  const placed = async () =>
    (
      await ground.pool.query<{ ordinal: string }>(
        `select ordinal from relay.place where agreement = 'government.v1'`,
      )
    ).rows[0]?.ordinal;
  await until(async () => (await placed()) === '700');
  await Promise.all(relays.map((relay) => relay.stop()));
  expectWhole(await ground.read(topic), 700);
});

test('brokers killed and restarted under load lose nothing, on the way in or out', async () => {
  const topic = ground.topics('FIRE')[0]!.topic;
  const before = await ground.store.head();
  const relay = new Relay({ ...ground, book: contractBook }, agreements, ground.prefix);
  relay.start();
  await ground.source();
  const COUNT = 600;
  const sending = (async () => {
    for (let at = 0; at < COUNT; at += 20) {
      const some = Array.from({ length: 20 }, (_, i) => at + i);
      await ground.producer.send(some.map((n) => message(topic, `k-${n}`, hazard(`K-${n % 11}`, n))));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  })();
  for (const id of [1, 2, 3]) {
    await broker('kill', id);
    await broker('restart', id);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  await sending;
  await until(async () => (await ground.store.head()) >= before + BigInt(COUNT));
  let ordinals = '';
  const published = async () => {
    const read = firstOfEach(await ground.read(topicOf(ground.prefix, agreements[1]!)));
    ordinals = read.map(({ headers }) => headers['ce_ordinal']).join(' ');
    return read.length >= 700 + COUNT;
  };
  await until(published).catch(async (failure: Error) => {
    const places = await ground.pool.query('select * from relay.place');
    throw new Error(`${failure.message}; places ${JSON.stringify(places.rows)}; read ${ordinals}`);
  });
  await relay.stop();
  expect(await ground.store.head()).toBe(before + BigInt(COUNT));
  expectWhole(await ground.read(topicOf(ground.prefix, agreements[1]!)), 700 + COUNT);
});
