import { deadLetterTopic, type KafkaSource } from '#intake';
import type { Outgoing } from '#kernel';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  brokers,
  byFacility,
  hazard,
  kafkaGround,
  message,
  until,
  type KafkaGround,
} from './kafka-ground.js';

const FACILITIES = 24;
const EACH = 150;

let ground: KafkaGround;
let topic: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  ground = await kafkaGround(6);
  topic = ground.topics('FIRE')[0]!.topic;
  await ground.link.ensureTopics([topic, deadLetterTopic(topic)]);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await ground.leave();
});

const facilityOf = (at: number) => `F-${at % FACILITIES}`;
const idOf = (at: number) => `${facilityOf(at)}-${Math.floor(at / FACILITIES)}`;
const messageAt = (at: number): Outgoing =>
  message(topic, idOf(at), hazard(facilityOf(at), Math.floor(at / FACILITIES)));

async function sendAll(): Promise<void> {
  for (let at = 0; at < FACILITIES * EACH; at += 60) {
    await ground.producer.send(Array.from({ length: 60 }, (_, i) => messageAt(at + i)));
    await sleep(100);
  }
}

/** What was said of each facility, and in which order. */
const said = new Map(
  Array.from({ length: FACILITIES }, (_, at) => [
    facilityOf(at),
    Array.from({ length: EACH }, (_, serial) => idOf(at + serial * FACILITIES)),
  ]),
);
const allStored = async () => (await ground.store.head()) >= BigInt(FACILITIES * EACH);

function child(fuse = 0): ChildProcess {
  const loader = ['--conditions=source', '--import', join(import.meta.dirname, '../faults/typescript.mjs')];
  const file = join(import.meta.dirname, 'intake-child.ts');
  const forked = fork(file, [ground.url, ground.prefix, brokers.join(','), String(fuse)], {
    execArgv: [...loader, '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  children.push(forked);
  return forked;
}
const death = (forked: ChildProcess) => new Promise((resolve) => forked.once('exit', resolve));
const begun = (forked: ChildProcess) => new Promise((resolve) => forked.once('message', resolve));

test('with consumers that come, go and are killed between the commit and the offset, each record is stored once, in order', async () => {
  const fused = [child(9), child(14)];
  const deaths = fused.map(death);
  const lasting = child();
  await Promise.all([...fused, lasting].map(begun));
  const sending = sendAll();
  // The group is shared out anew again and again: one joins, one leaves.
  const guests: KafkaSource[] = [];
  for (let round = 0; round < 3; round += 1) {
    guests.push(await ground.source({ chunk: 20 }));
    await sleep(2_500);
    if (round > 0) await guests[round - 1]!.stop();
  }
  await sending;
  await Promise.all(deaths);
  await until(allStored);
  const events = await ground.events();
  expect(events).toHaveLength(FACILITIES * EACH);
  expect(byFacility(events)).toEqual(said);
  const left = death(lasting);
  lasting.kill('SIGTERM');
  await guests[2]!.stop();
  expect(await left).toBe(0);
});

/** The group's own offsets, as somebody resets them by hand. */
async function groupAt(offset: (high: bigint) => bigint): Promise<void> {
  const admin = ground.link.kafka.admin();
  await admin.connect();
  const bounds = await ground.link.bounds(topic);
  const partitions = [...bounds].map(([partition, { high }]) => ({
    partition,
    offset: String(offset(high)),
  }));
  await admin.setOffsets({ groupId: ground.prefix, topic, partitions });
  await admin.disconnect();
}
const rewound = () =>
  ground.pool.query('update intake.kafka_offset set next_offset = 0 where topic = $1', [topic]);

test.each([
  ['the group’s offsets are set to 0', () => groupAt(() => 0n)],
  ['the group’s offsets are set to the end, past what was not read', () => groupAt((high) => high + 0n)],
  ['our own offsets are set to 0 as well', async () => void (await rewound())],
])('when %s, nothing is stored twice and nothing is left out', async (_, tamper) => {
  const before = await ground.events();
  const late = `late-${before.length}`;
  // Sent while nobody reads, so that an offset at the end would skip it.
  await ground.producer.send(
    Array.from({ length: FACILITIES }, (__, at) => message(topic, `${late}-${at}`, hazard(`F-${at}`, late))),
  );
  await tamper();
  const source = await ground.source({ chunk: 100 });
  await until(async () => (await ground.store.head()) >= BigInt(before.length + FACILITIES));
  const bounds = await ground.link.bounds(topic);
  const places = 'select partition, next_offset from intake.kafka_offset where topic = $1';
  const caughtUp = async () => {
    const { rows } = await ground.pool.query<{ partition: number; next_offset: string }>(places, [topic]);
    return rows.every(({ partition, next_offset }) => bounds.get(partition)!.high === BigInt(next_offset));
  };
  await until(caughtUp);
  await source.stop();
  const after = await ground.events();
  expect(after).toHaveLength(before.length + FACILITIES);
  const lines = byFacility(after);
  for (const [facility, ids] of said) expect(lines.get(facility)!.slice(0, EACH)).toEqual(ids);
});
