import type { EventStore, KafkaLink, PersonalData } from '#kernel';
import { SerialProducer } from '#kernel';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { IntakeSource } from './intake-source.port.js';
import { KafkaConsumer, type ConsumerDesk, type ConsumerOptions } from './kafka-consumer.js';
import { DeadLetters } from './kafka-dead-letters.adapter.js';
import type { Deliver } from './kafka-delivery.js';
import { KafkaOffsets } from './kafka-offsets.adapter.js';
import { KafkaParking } from './kafka-parking.adapter.js';
import { ParkedKeys } from './kafka-release.js';
import { deadLetterTopic, type IngressTopic } from './kafka-topics.words.js';

export interface KafkaSourceOptions extends Omit<ConsumerOptions, 'topics'> {
  readonly topics: readonly IngressTopic[];
  /** Whether what follows a rejected record of the same key waits until that is repaired or dismissed. */
  readonly parking: boolean;
  readonly lookMs: number;
}
export const usualSource: Omit<KafkaSourceOptions, 'topics'> = {
  groupId: 'youan-intake',
  sessionMs: 45_000,
  atOnce: 3,
  chunk: 500,
  pauseMs: 500,
  quietMs: 60_000,
  parking: true,
  lookMs: 1_000,
};
const STOP_WITHIN_MS = 12_000;

export interface KafkaSourceDesk {
  readonly link: KafkaLink;
  readonly pool: Pool;
  readonly persons: PersonalData;
  readonly store: EventStore;
}

/**
 * The third door: the departments' topics. Any number may run; the group shares the partitions out among
 * them.
 */
export class KafkaSource extends IntakeSource {
  readonly door = 'kafka' as const;
  private readonly log = new Logger('kafka');
  private readonly stopping = new AbortController();
  private readonly letters: SerialProducer;
  private readonly offsets: KafkaOffsets;
  private readonly options: KafkaSourceOptions;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly desk: KafkaSourceDesk,
    options: Partial<KafkaSourceOptions> & Pick<KafkaSourceOptions, 'topics'>,
  ) {
    super();
    this.options = { ...usualSource, ...options };
    this.letters = new SerialProducer(desk.link);
    this.offsets = new KafkaOffsets(desk.pool);
  }

  /** Resolves once a consumer reads. While the brokers are away it goes on trying, until `stop`. */
  start(deliver: Deliver): Promise<void> {
    return new Promise((resolve) => {
      this.running = Promise.all([this.supervise(deliver, resolve), this.release(deliver)]);
    });
  }

  /** Ends after the chunks under way; brokers that do not answer are not waited for. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    await this.letters.close();
  }

  private async supervise(deliver: Deliver, begun: () => void): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const consumer = this.consumer(deliver);
      try {
        await this.desk.link.ensureTopics(this.topics);
        await this.desk.link.ensureTopics(this.topics.map(deadLetterTopic), 1);
        await consumer.start();
        begun();
        await this.watch(consumer);
      } catch (error) {
        this.log.error(`no consumer: ${error instanceof Error ? error.message : String(error)}`);
      }
      await consumer.stop();
      await this.rest(this.options.lookMs);
    }
    begun();
  }

  /** Returns when the consumer must be replaced, or all ends. */
  private async watch(consumer: KafkaConsumer): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.rest(this.options.lookMs);
      const verdict = await consumer.look().catch(() => 'sound' as const);
      if (verdict === 'sound') continue;
      this.log.error(`a consumer ${verdict}: another takes its place`);
      return;
    }
  }

  private async release(deliver: Deliver): Promise<void> {
    if (!this.options.parking) return;
    const parked = new ParkedKeys(this.consumerDesk(deliver), this.parking());
    while (!this.stopping.signal.aborted) {
      const released = await parked.releaseOne(this.topics).catch((error: unknown) => {
        this.log.warn(`a parked key waits on: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      });
      if (!released) await this.rest(this.options.lookMs);
    }
  }

  private consumer(deliver: Deliver): KafkaConsumer {
    return new KafkaConsumer(this.consumerDesk(deliver), { ...this.options, topics: this.topics });
  }

  private consumerDesk(deliver: Deliver): ConsumerDesk {
    const { desk, offsets, letters, log } = this;
    const senders = new Map(this.options.topics.map(({ topic, sender }) => [topic, sender]));
    const parking = this.options.parking ? this.parking() : undefined;
    const senderOf = (topic: string) => senders.get(topic)!;
    return { ...desk, deliver, offsets, log, parking, senderOf, deadLetters: new DeadLetters(letters) };
  }

  private parking = () => new KafkaParking(this.desk.pool, this.desk.persons);
  private get topics() {
    return this.options.topics.map(({ topic }) => topic);
  }
  private rest = (ms: number) =>
    sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
}
