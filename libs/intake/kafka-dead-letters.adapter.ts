import { MessageRefused, type Outgoing, type SerialProducer } from '#kernel';
import { Logger } from '@nestjs/common';
import type { KafkaMessage, Partition } from './kafka-binding.js';
import { deadLetterTopic } from './kafka-topics.words.js';
import type { IntakeResult } from './record.js';

export interface DeadLetter {
  readonly from: Partition;
  readonly message: KafkaMessage;
  readonly result: IntakeResult;
  /** How often the message was looked at without a break. */
  readonly attempt: number;
}

/**
 * The topic the department's own people read: the bytes as they came, and in `x-` headers why they were
 * turned away.
 */
export class DeadLetters {
  private readonly log = new Logger('kafka');

  constructor(private readonly producer: Pick<SerialProducer, 'send'>) {}

  /** At least once; `x-rejection` is the same when it is said again. Throws `BrokersUnavailable`. */
  async send(letters: readonly DeadLetter[]): Promise<void> {
    for (const letter of letters) {
      try {
        await this.producer.send([outgoing(letter)]);
      } catch (error) {
        if (!(error instanceof MessageRefused)) throw error;
        // Its bytes stand in the list of rejections all the same.
        const { topic, partition } = letter.from;
        this.log.error(`no dead letter of ${topic}/${partition}@${letter.message.offset}: ${error.message}`);
      }
    }
  }
}

function outgoing({ from, message, result, attempt }: DeadLetter): Outgoing {
  const { code, en } = result.problem!;
  const told = {
    'x-error-class': result.outcome,
    'x-error': code,
    'x-error-words': en.slice(0, 1_000),
    'x-topic': from.topic,
    'x-partition': String(from.partition),
    'x-offset': message.offset,
    'x-attempt': String(attempt),
    'x-rejection': result.rejectionId ?? '',
  };
  const headers = { ...(message.headers as Outgoing['headers'] | undefined), ...told };
  return { topic: deadLetterTopic(from.topic), key: message.key, value: message.value, headers };
}
