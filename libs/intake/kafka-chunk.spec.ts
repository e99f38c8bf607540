import { PostgresEventStore, StoreUnavailable, type EventStore } from '#kernel';
import { fire, hazard, intakeGround, storeWith, type IntakeGround } from './intake-ground.specification.js';
import type { KafkaMessage } from './kafka-binding.js';
import { chunksOf, takeChunk, type ChunkDesk } from './kafka-chunk.js';
import type { DeadLetter } from './kafka-dead-letters.adapter.js';
import { isFenced, KafkaOffsets } from './kafka-offsets.adapter.js';
import { KafkaParking } from './kafka-parking.adapter.js';
import { ParkedKeys } from './kafka-release.js';

let ground: IntakeGround;
let store: PostgresEventStore;
let offsets: KafkaOffsets;
beforeAll(async () => {
  ground = await intakeGround();
  offsets = new KafkaOffsets(ground.pool);
  store = new PostgresEventStore(ground.url);
});
afterAll(async () => {
  await store.close();
  await ground.leave();
});

let topic = '';
let serial = 0;
let letters: DeadLetter[] = [];
beforeEach(() => {
  serial += 1;
  topic = `t${serial}`;
  letters = [];
});

const message = (
  offset: number,
  key: string,
  change: object = {},
  id = `${topic}-${offset}`,
): KafkaMessage => ({
  key: Buffer.from(key),
  offset: String(offset),
  value: Buffer.from(JSON.stringify(hazard(id, { facilityId: `${topic}-${key}`, ...change }))),
  headers: { 'content-type': Buffer.from('application/cloudevents+json') },
});
const bad = (offset: number, key: string) => message(offset, key, { gravity: 'awful' });

function desk(over: EventStore = store, parks = true): ChunkDesk {
  const intake = ground.intake({ store: over });
  return {
    store: over,
    offsets,
    senderOf: () => fire,
    deliver: (...delivery) => intake.receive(...delivery),
    deadLetters: { send: async (more) => void letters.push(...more) },
    parking: parks ? new KafkaParking(ground.pool, ground.persons) : undefined,
  };
}
const claim = () => offsets.claim({ topic, partition: 0 });
const next = async () => (await offsets.all([topic])).get(`${topic}/0`);
const stored = async (key: string) =>
  (await store.readSubject(`facility:${topic}-${key}`)).map(({ meta }) => meta.sourceId!.split('-')[1]);
const settle = (state: string) =>
  ground.pool.query(`update intake.rejection set state = $1 where place like $2`, [state, `${topic}/%`]);
const release = () => {
  const one = desk();
  return new ParkedKeys(one, new KafkaParking(ground.pool, ground.persons)).releaseOne([topic]);
};

test('a chunk whose every message is admitted is one transaction with its offset', async () => {
  await takeChunk(desk(), await claim(), [message(0, 'a'), message(1, 'b')], 1);
  const { rows } = await ground.pool.query(
    'select e.position from store.event e join intake.kafka_offset o on e.xmin = o.xmin where o.topic = $1',
    [topic],
  );
  expect(rows).toHaveLength(2);
});

test('whoever lost the partition changes nothing, neither events nor offset', async () => {
  const lost = await claim();
  await claim();
  const taking = takeChunk(desk(), lost, [message(0, 'a')], 1);
  await expect(taking.catch((error: unknown) => Promise.reject(isFenced(error)))).rejects.toBe(true);
  expect([await stored('a'), await next()]).toEqual([[], 0n]);
});

test('the same chunk again is all duplicates, and the offset goes on', async () => {
  const chunk = [message(0, 'a'), message(1, 'a')];
  await takeChunk(desk(), await claim(), chunk, 1);
  await ground.pool.query('update intake.kafka_offset set next_offset = 0 where topic = $1', [topic]);
  await takeChunk(desk(), await claim(), [...chunk, message(2, 'a')], 1);
  expect([await stored('a'), await next()]).toEqual([['0', '1', '2'], 3n]);
});

test('a crash between the append and the offset is made good by reading again', async () => {
  const crashing: ChunkDesk = {
    ...desk(),
    offsets: { companion: offsets.companion.bind(offsets), move: () => Promise.reject(new Error('killed')) },
  };
  const chunk = [message(0, 'a'), bad(1, 'b'), message(2, 'a')];
  await expect(takeChunk(crashing, await claim(), chunk, 1)).rejects.toThrow('killed');
  expect(await next()).toBe(0n);
  await takeChunk(desk(), await claim(), chunk, 2);
  expect([await stored('a'), await next()]).toEqual([['0', '2'], 3n]);
  const { rows } = await ground.pool.query('select times from intake.rejection where place like $1', [
    `${topic}/%`,
  ]);
  expect(rows).toEqual([{ times: 1 }]);
  expect(letters).toHaveLength(1);
  // Its key was parked the first time, so it waited the second time; once settled, it holds nothing up.
  await settle('dismissed');
  while (await release());
  await takeChunk(desk(), await claim(), [message(3, 'b')], 1);
  expect(await stored('b')).toEqual(['3']);
});

test('while the store is away nothing moves, and nothing is a dead letter', async () => {
  const away = storeWith(store, {
    append: () => Promise.reject(new StoreUnavailable('away')),
    appendWith: () => Promise.reject(new StoreUnavailable('away')),
  });
  const taking = takeChunk(desk(away), await claim(), [message(0, 'a')], 1);
  await expect(taking).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  expect([await next(), letters]).toEqual([0n, []]);
});

test('an engine that knows no foreign transaction is served as well: first the events, then the offset', async () => {
  const without = storeWith(store, {});
  const plain = new Proxy(without, {
    get: (target, name) => (name === 'appendWith' ? undefined : (Reflect.get(target, name) as unknown)),
  });
  await takeChunk(desk(plain), await claim(), [message(0, 'a'), message(1, 'a')], 1);
  expect([await stored('a'), await next()]).toEqual([['0', '1'], 2n]);
});

describe('behind a rejected message', () => {
  test('its key waits, other keys do not, and the offset moves on', async () => {
    const held = await claim();
    await takeChunk(desk(), held, [message(0, 'a'), bad(1, 'a'), message(2, 'a'), message(3, 'b')], 1);
    await takeChunk(desk(), held, [message(4, 'a'), message(5, 'b')], 1);
    expect([await stored('a'), await stored('b'), await next()]).toEqual([['0'], ['3', '5'], 6n]);
    expect(await release()).toBe(false);
    await settle('dismissed');
    expect(await release()).toBe(true);
    expect(await stored('a')).toEqual(['0', '2', '4']);
    await takeChunk(desk(), held, [message(6, 'a')], 1);
    expect(await stored('a')).toEqual(['0', '2', '4', '6']);
  });

  test('another one that waited is rejected in its turn, and the rest waits behind that', async () => {
    await takeChunk(desk(), await claim(), [bad(0, 'a'), message(1, 'a'), bad(2, 'a'), message(3, 'a')], 1);
    await settle('dismissed');
    expect(await release()).toBe(true);
    expect(await stored('a')).toEqual(['1']);
    expect(await release()).toBe(false);
    await settle('resent');
    expect(await release()).toBe(true);
    expect(await stored('a')).toEqual(['1', '3']);
  });

  test('nothing waits where no repair can help', async () => {
    const [one, other] = [message(0, 'a', {}, 'same'), message(1, 'a', { finding: '别的' }, 'same')];
    await takeChunk(desk(), await claim(), [one, other, message(2, 'a')], 1);
    expect(await store.readSubject(`facility:${topic}-a`)).toHaveLength(2);
    expect(letters.map(({ result }) => result.outcome)).toEqual(['alarm']);
  });

  test('nothing waits when parking is off', async () => {
    await takeChunk(desk(store, false), await claim(), [bad(0, 'a'), message(1, 'a')], 1);
    expect([await stored('a'), await next()]).toEqual([['1'], 2n]);
  });

  test('a rejection settled long ago parks nothing when the topic is read again', async () => {
    const chunk = [bad(0, 'a'), message(1, 'a')];
    await takeChunk(desk(), await claim(), chunk, 1);
    await settle('dismissed');
    await release();
    await ground.pool.query('update intake.kafka_offset set next_offset = 0 where topic = $1', [topic]);
    await takeChunk(desk(), await claim(), [...chunk, message(2, 'a')], 1);
    expect(await stored('a')).toEqual(['1', '2']);
  });
});

test('chunks are bounded by messages and by bytes', () => {
  const sized = (bytes: number): KafkaMessage => ({ key: null, value: Buffer.alloc(bytes), offset: '0' });
  expect([...chunksOf([1, 1, 1, 1, 1].map(sized), 2)].map(({ length }) => length)).toEqual([2, 2, 1]);
  const mega = 1_024 * 1_024;
  expect([...chunksOf([mega, mega, mega].map(sized))].map(({ length }) => length)).toEqual([2, 1]);
});
