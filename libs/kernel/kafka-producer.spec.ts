import type {
  ICustomPartitioner,
  PartitionMetadata,
  ProducerBatch,
  ProducerConfig,
  RecordMetadata,
} from 'kafkajs';
import type { KafkaLink } from './kafka-link.js';
import { BrokersUnavailable, MessageRefused, SerialProducer, type Outgoing } from './kafka-producer.js';

const message = (id: string): Outgoing => ({ topic: 't', key: 'k', value: id, headers: { ce_id: id } });
const sent = ({ topicMessages = [] }: ProducerBatch) =>
  topicMessages.flatMap(({ messages }) => messages.map(({ value }) => value));

const ONE_PARTITION = [{ partitionId: 0, leader: 1 }] as PartitionMetadata[];

/** The client as the brokers left it: what it was given, and how it answers. */
class FakeClient {
  readonly log: unknown[] = [];
  producers = 0;
  underWay = 0;
  most = 0;
  faults: (Error | undefined)[] = [];
  /** Batches that are acknowledged without an answer for their partitions. */
  leavesOut = 0;

  readonly link = {
    kafka: {
      producer: ({ createPartitioner }: ProducerConfig) => {
        this.producers += 1;
        const choose = createPartitioner!();
        return {
          connect: () => Promise.resolve(),
          disconnect: () => Promise.resolve(),
          sendBatch: (batch: ProducerBatch) => this.send(batch, choose),
        };
      },
    },
  } as unknown as KafkaLink;

  private async send(
    batch: ProducerBatch,
    choose: ReturnType<ICustomPartitioner>,
  ): Promise<Partial<RecordMetadata>[]> {
    const answers = (batch.topicMessages ?? []).flatMap(({ topic, messages }) =>
      messages.map((one) => ({
        topicName: topic,
        partition: choose({ topic, message: one, partitionMetadata: ONE_PARTITION }),
      })),
    );
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.underWay -= 1;
    const fault = this.faults.shift();
    if (fault) throw fault;
    this.log.push(...sent(batch));
    return this.leavesOut-- > 0 ? [] : answers;
  }
}

test('however many ask, one batch is under way at a time, in the order asked', async () => {
  const client = new FakeClient();
  const producer = new SerialProducer(client.link);
  const ids = Array.from({ length: 20 }, (_, at) => `m-${at}`);
  await Promise.all(ids.map((id) => producer.send([message(id)])));
  expect(client.log).toEqual(ids);
  expect([client.most, client.producers]).toEqual([1, 1]);
});

test('a producer that failed is thrown away, and the batch is sent by a new one before any later batch', async () => {
  const client = new FakeClient();
  client.faults = [undefined, new Error('Connection timeout'), new Error('write after end')];
  const producer = new SerialProducer(client.link);
  await Promise.all(['a', 'b', 'c'].map((id) => producer.send([message(id)])));
  expect(client.log).toEqual(['a', 'b', 'c']);
  expect(client.producers).toBe(3);
});

test('what the client leaves out after a change of leaders is sent again', async () => {
  const client = new FakeClient();
  client.leavesOut = 1;
  await new SerialProducer(client.link).send([message('a')]);
  expect(client.log).toEqual(['a', 'a']);
  expect(client.producers).toBe(2);
});

test('brokers that stay away are told as such, and the next batch is tried anew', async () => {
  const client = new FakeClient();
  client.faults = Array.from({ length: 2 }, () => new Error('ECONNREFUSED'));
  const producer = new SerialProducer(client.link, 300);
  await expect(producer.send([message('lost')])).rejects.toBeInstanceOf(BrokersUnavailable);
  await producer.send([message('next')]);
  expect(client.log).toEqual(['next']);
});

test('what the brokers will never take is told at once', async () => {
  const client = new FakeClient();
  const cause = Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });
  client.faults = [new Error('Exceeded retries', { cause })];
  await expect(new SerialProducer(client.link).send([message('x')])).rejects.toBeInstanceOf(MessageRefused);
});

test('a closed producer opens nothing any more', async () => {
  const client = new FakeClient();
  const producer = new SerialProducer(client.link);
  await producer.close();
  await expect(producer.send([message('x')])).rejects.toBeInstanceOf(BrokersUnavailable);
  expect(client.producers).toBe(0);
});
