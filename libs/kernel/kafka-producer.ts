import { Partitioners, type ICustomPartitioner, type IHeaders, type Producer } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaLink } from './kafka-link.js';

export interface Outgoing {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: IHeaders;
}

/** The brokers did not take the messages in the time given. They may have taken some of them. */
export class BrokersUnavailable extends Error {
  override readonly name = 'BrokersUnavailable';
}
/** The brokers will never take this: too large, not allowed, no such topic. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}

/** The client says that it sent everything, and has no answer for these partitions. */
class LeftOut extends Error {
  override readonly name = 'LeftOut';
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;
const LASTING = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_RECORD',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'INVALID_CONFIG',
]);

/**
 * Sends one batch after another, whoever asks. With two sends under way and a reply lost, the client
 * acknowledges what was never written (kafkajs#598, #1005); with one it does not. A producer that failed
 * is thrown away, because it does not always notice that its connection is dead (#919, #979). And when the
 * client tries again after a change of leaders, it asks only brokers that have not answered yet: what belongs
 * to a partition whose new leader had answered for others is never sent, and acknowledged (`sendMessages.js`).
 * So its answer is compared with the partitions the messages are meant for.
 */
export class SerialProducer {
  private turn: Promise<unknown> = Promise.resolve();
  private producer: Promise<Producer> | undefined;
  /** Partitions of the batch under way from which no broker has answered. */
  private readonly meant = new Set<string>();
  private closing = false;
  private closed = false;

  constructor(
    private readonly link: KafkaLink,
    private readonly retryForMs = 30_000,
  ) {}

  /**
   * Resolves when every message is safe on as many brokers as the topic asks for; in the order given
   * within a key. At least once: after a failure the same messages may stand twice. Throws {@link
   * BrokersUnavailable}, {@link MessageRefused}.
   */
  send(messages: readonly Outgoing[]): Promise<void> {
    const sent = this.turn.then(() => this.insist(messages));
    this.turn = sent.catch(() => undefined);
    return sent;
  }

  /** Ends after what was asked for is sent. */
  async close(): Promise<void> {
    this.closing = true;
    await this.turn;
    this.closed = true;
    await this.drop();
  }

  private async insist(messages: readonly Outgoing[]): Promise<void> {
    if (messages.length === 0) return;
    const until = Date.now() + this.retryForMs;
    for (let tries = 1; ; tries += 1) {
      if (this.closed) throw new BrokersUnavailable('the producer is closed');
      try {
        const producer = await this.connected();
        this.meant.clear();
        const answered = await producer.sendBatch({ acks: -1, topicMessages: byTopic(messages) });
        for (const { topicName, partition } of answered) this.meant.delete(`${topicName}/${partition}`);
        if (this.meant.size > 0) throw new LeftOut([...this.meant].join(', '));
        return;
      } catch (error) {
        await this.drop();
        if (isLasting(error)) throw new MessageRefused((error as Error).message, { cause: error });
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
        if (this.closing || Date.now() + pause > until)
          throw new BrokersUnavailable(`not sent after ${tries} tries`, { cause: error });
        await sleep(pause);
      }
    }
  }

  private noting(choose: ReturnType<ICustomPartitioner>): typeof choose {
    return (message) => {
      const partition = choose(message);
      this.meant.add(`${message.topic}/${partition}`);
      return partition;
    };
  }

  private connected(): Promise<Producer> {
    return (this.producer ??= this.connect());
  }

  private async connect(): Promise<Producer> {
    const producer = this.link.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => this.noting(Partitioners.DefaultPartitioner()),
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    });
    await producer.connect();
    return producer;
  }

  private async drop(): Promise<void> {
    const lost = this.producer;
    this.producer = undefined;
    await lost?.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

function byTopic(messages: readonly Outgoing[]) {
  const topics = new Map<string, Outgoing[]>();
  for (const message of messages) {
    const line = topics.get(message.topic);
    if (line) line.push(message);
    else topics.set(message.topic, [message]);
  }
  return [...topics].map(([topic, line]) => ({
    topic,
    messages: line.map(({ key, value, headers }) => ({ key, value, headers })),
  }));
}

/** The client wraps the broker's own answer, sometimes twice. */
function isLasting(error: unknown): boolean {
  for (let at = error as { type?: string; cause?: unknown } | undefined; at; at = at.cause as typeof at)
    if (at.type !== undefined && LASTING.has(at.type)) return true;
  return false;
}
