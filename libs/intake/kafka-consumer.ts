import type { KafkaLink } from '#kernel';
import type { Logger } from '@nestjs/common';
import type { Consumer } from 'kafkajs';
import type { ChunkDesk } from './kafka-chunk.js';
import type { KafkaOffsets } from './kafka-offsets.adapter.js';
import { PartitionReader } from './kafka-partition.js';
import { Places } from './kafka-places.js';
import { Watchdog, type Verdict } from './kafka-watchdog.js';

export interface ConsumerOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** How long the group waits for a sign of life before it gives our partitions to others. */
  readonly sessionMs: number;
  /** Partitions read side by side. */
  readonly atOnce: number;
  readonly chunk: number;
  readonly pauseMs: number;
  readonly quietMs: number;
}
export interface ConsumerDesk extends ChunkDesk {
  readonly link: KafkaLink;
  readonly offsets: KafkaOffsets;
  readonly log: Logger;
}

const STOP_WITHIN_MS = 10_000;

/** One life of a consumer in the group. It is not repaired: a new one takes its place. */
export class KafkaConsumer {
  private readonly consumer: Consumer;
  private readonly watchdog: Watchdog;

  constructor(
    private readonly desk: ConsumerDesk,
    private readonly options: ConsumerOptions,
  ) {
    const { groupId, sessionMs, quietMs } = options;
    this.watchdog = new Watchdog(Date.now(), quietMs);
    this.consumer = desk.link.kafka.consumer({
      groupId,
      sessionTimeout: sessionMs,
      heartbeatInterval: Math.floor(sessionMs / 9),
      rebalanceTimeout: Math.max(sessionMs, 10_000),
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 2 * 1024 * 1024,
      allowAutoTopicCreation: false,
      retry: {
        retries: 5,
        initialRetryTime: 200,
        maxRetryTime: 3_000,
        restartOnFailure: () => Promise.resolve(true),
      },
    });
  }

  /** Resolves when it has begun to read. */
  async start(): Promise<void> {
    const { consumer, desk, options } = this;
    const places = new Places(desk.offsets, desk.link, (to) => consumer.seek(to), desk.log);
    const heartbeatMs = Math.floor(options.sessionMs / 9);
    const reader = new PartitionReader(desk, places, desk.log, { ...options, heartbeatMs });
    this.listen(places);
    await consumer.connect();
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.atOnce,
      eachBatch: reader.read,
    });
  }

  look(): Promise<Verdict> {
    return this.watchdog.look(Date.now(), () => this.lag());
  }

  /**
   * Finishes the chunks under way and leaves the group. One that does not answer any more is left to itself.
   */
  async stop(): Promise<void> {
    const ended = this.consumer.disconnect().catch(() => undefined);
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
    await Promise.race([ended, late]);
  }

  private listen(places: Places): void {
    const { consumer, watchdog, desk } = this;
    const { FETCH, HEARTBEAT, END_BATCH_PROCESS, GROUP_JOIN, CRASH } = consumer.events;
    for (const sign of [FETCH, HEARTBEAT, END_BATCH_PROCESS] as const)
      consumer.on(sign, () => watchdog.sign(Date.now()));
    consumer.on(GROUP_JOIN, ({ payload }) => {
      watchdog.sign(Date.now());
      places.assigned(payload.memberAssignment);
    });
    consumer.on(CRASH, ({ payload }) => {
      watchdog.crashed(payload.restart);
      const then = payload.restart ? 'it restarts itself' : 'another will take its place';
      desk.log.error(`a consumer crashed, ${then}: ${payload.error.message}`);
    });
  }

  /** Messages in the topics that are not safe yet. */
  private async lag(): Promise<bigint> {
    const { topics } = this.options;
    const read = await this.desk.offsets.all(topics);
    const behind = topics.map(async (topic) => {
      let sum = 0n;
      for (const [partition, { low, high }] of await this.desk.link.bounds(topic))
        sum += high - (read.get(`${topic}/${partition}`) ?? low);
      return sum;
    });
    return (await Promise.all(behind)).reduce((all, sum) => all + sum, 0n);
  }
}
