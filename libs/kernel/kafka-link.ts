import { Kafka, logLevel, type Admin, type KafkaConfig, type LogEntry } from 'kafkajs';

export type LinkOptions = Pick<KafkaConfig, 'ssl' | 'sasl' | 'socketFactory'> & {
  readonly brokers: readonly string[];
  /** As the broker's logs and quotas will name us. */
  readonly clientId?: string;
  /** How long a request may stay unanswered before its connection counts as broken. */
  readonly requestTimeoutMs?: number;
  /** Partitions of topics that we make. Fixed for good: another number would send a key elsewhere. */
  readonly partitions?: number;
  readonly log?: (entry: LogEntry) => void;
};

const PARTITIONS = 12;

/** One cluster of brokers and how it is spoken to. Opens nothing by itself. */
export class KafkaLink {
  readonly kafka: Kafka;
  private readonly partitions: number;

  constructor({ brokers, clientId, requestTimeoutMs, partitions, log, ...rest }: LinkOptions) {
    this.partitions = partitions ?? PARTITIONS;
    this.kafka = new Kafka({
      ...rest,
      brokers: [...brokers],
      clientId: clientId ?? 'youan',
      connectionTimeout: 5_000,
      requestTimeout: requestTimeoutMs ?? 30_000,
      // A broker that dies without a word is noticed by this alone.
      enforceRequestTimeout: true,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
      logLevel: logLevel.WARN,
      logCreator: () => (entry) => log?.(entry),
    });
  }

  /** Makes those that are missing, as many copies as the brokers are told to keep. */
  ensureTopics(topics: readonly string[], numPartitions = this.partitions): Promise<void> {
    return this.asAdmin(async (admin) => {
      const known = new Set(await admin.listTopics());
      const missing = topics.filter((topic) => !known.has(topic));
      if (missing.length === 0) return;
      await admin.createTopics({ topics: missing.map((topic) => ({ topic, numPartitions })) });
    });
  }

  /** Where each partition of a topic begins and ends; the end is the offset the next message will have. */
  bounds(topic: string): Promise<ReadonlyMap<number, { low: bigint; high: bigint }>> {
    return this.asAdmin(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return new Map(
        offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]),
      );
    });
  }

  private async asAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }
}
