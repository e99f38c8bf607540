import { SerialProducer, type ContractBook, type EventStore, type KafkaLink } from '#kernel';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { faultsOf, type Agreement } from './agreement.js';
import { Line } from './line.js';
import { Places } from './places.adapter.js';

export interface RelayDesk {
  readonly link: KafkaLink;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly book: ContractBook;
}

/** Somebody wrote an agreement that may not be. The program does not start with it. */
export class UnlawfulAgreement extends Error {
  override readonly name = 'UnlawfulAgreement';
}

const DRAIN_MS = 5_000;

export const topicOf = (prefix: string, { name }: Agreement) => `${prefix}.facts.${name}`;

/**
 * Publishes the log to other systems, each agreement to its own topic. Any number may run: a lease keeps
 * them apart.
 */
export class Relay {
  private readonly log = new Logger('relay');
  private readonly stopping = new AbortController();
  private readonly producers: SerialProducer[] = [];
  private running: Promise<unknown> = Promise.resolve();

  /** Throws {@link UnlawfulAgreement}. */
  constructor(
    private readonly desk: RelayDesk,
    private readonly agreements: readonly Agreement[],
    private readonly prefix: string,
  ) {
    const faults = faultsOf(agreements, desk.book);
    if (faults.length > 0) throw new UnlawfulAgreement(faults.join('\n'));
  }

  /** Begins, also while the brokers are away. */
  start(): void {
    this.running = this.prepare().then(() =>
      Promise.all(this.agreements.map((agreement) => this.follow(agreement))),
    );
  }

  /** Finishes the pages in hand; brokers that do not answer are not waited for. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(DRAIN_MS, undefined, { ref: false })]);
    const closed = Promise.all(this.producers.map((producer) => producer.close()));
    await Promise.race([closed.then(() => this.running), sleep(DRAIN_MS, undefined, { ref: false })]);
  }

  private async prepare(): Promise<void> {
    const topics = this.agreements.map((agreement) => topicOf(this.prefix, agreement));
    while (!this.stopping.signal.aborted) {
      try {
        return await this.desk.link.ensureTopics(topics);
      } catch (error) {
        this.log.error(`no brokers yet: ${error instanceof Error ? error.message : String(error)}`);
        await this.pause(2_000);
      }
    }
  }

  private follow(agreement: Agreement): Promise<void> {
    const producer = new SerialProducer(this.desk.link);
    this.producers.push(producer);
    const places = new Places(this.desk.pool, `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`);
    const tell = (words: string) => this.log.warn(words);
    const line = new Line(agreement, topicOf(this.prefix, agreement), {
      ...this.desk,
      places,
      producer,
      tell,
      pause: this.pause,
    });
    return line.run(this.stopping.signal);
  }

  private readonly pause = (ms: number) =>
    sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
}
