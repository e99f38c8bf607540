import type { KafkaLink } from '#kernel';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { KafkaSource } from './kafka-source.adapter.js';
import { ingressTopics } from './kafka-topics.words.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

type Listener = (event: { payload: unknown }) => void;

/** The client as users report it: it crashes and does not come back, or falls silent. */
class FakeBrokers {
  readonly consumers: { say: (event: string, payload?: unknown) => void; stopped: boolean }[] = [];
  readonly made: string[] = [];
  away = 0;
  high = 0n;

  readonly link = {
    ensureTopics: async (topics: readonly string[]) => {
      if (this.away-- > 0) throw new Error('connect ECONNREFUSED');
      this.made.push(...topics);
    },
    bounds: async () => new Map([[0, { low: 0n, high: this.high }]]),
    kafka: { consumer: () => this.consumer(), producer: () => undefined },
  } as unknown as KafkaLink;

  private consumer() {
    const listeners = new Map<string, Listener>();
    const say = (event: string, payload: unknown = {}) => listeners.get(event)?.({ payload });
    const one = { say, stopped: false };
    this.consumers.push(one);
    const names = ['FETCH', 'HEARTBEAT', 'END_BATCH_PROCESS', 'GROUP_JOIN', 'CRASH'];
    return {
      events: Object.fromEntries(names.map((name) => [name, name])),
      on: (name: string, listener: Listener) => void listeners.set(name, listener),
      connect: () => Promise.resolve(),
      subscribe: () => Promise.resolve(),
      run: () => Promise.resolve(),
      disconnect: async () => void (one.stopped = true),
    };
  }
}

function sourceOver(brokers: FakeBrokers) {
  const pool = { query: () => Promise.resolve({ rows: [] }) } as unknown as Pool;
  const options = { topics: ingressTopics('lxc', ['FIRE']), lookMs: 5, quietMs: 40, parking: false };
  return new KafkaSource({ link: brokers.link, pool, store: {} as never, persons: {} as never }, options);
}
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2);
}

test('the department’s topic and its dead letters are made where they are missing', async () => {
  const brokers = new FakeBrokers();
  const source = sourceOver(brokers);
  await source.start(() => Promise.resolve([]));
  expect(brokers.made).toEqual(['lxc.ingress.fire.v1', 'lxc.ingress.fire.v1.dlq']);
  await source.stop();
  expect(brokers.consumers.map(({ stopped }) => stopped)).toEqual([true]);
});

test('brokers that are away are waited for', async () => {
  const brokers = new FakeBrokers();
  brokers.away = 3;
  const source = sourceOver(brokers);
  await source.start(() => Promise.resolve([]));
  expect(brokers.made).not.toEqual([]);
  await source.stop();
});

test('a consumer that gave up is replaced by another; one that restarts itself is not', async () => {
  const brokers = new FakeBrokers();
  const source = sourceOver(brokers);
  await source.start(() => Promise.resolve([]));
  brokers.consumers[0]!.say('CRASH', { restart: true, error: new Error('a broker left') });
  await sleep(20);
  expect(brokers.consumers).toHaveLength(1);
  brokers.consumers[0]!.say('CRASH', { restart: false, error: new Error('not retriable') });
  await until(() => brokers.consumers.length === 2);
  expect(brokers.consumers[0]!.stopped).toBe(true);
  await source.stop();
});

test('a consumer that falls silent while messages wait is replaced; one with nothing to do is left alone', async () => {
  const brokers = new FakeBrokers();
  const source = sourceOver(brokers);
  await source.start(() => Promise.resolve([]));
  await sleep(100);
  expect(brokers.consumers).toHaveLength(1);
  brokers.high = 7n;
  await until(() => brokers.consumers.length === 2);
  await source.stop();
});
