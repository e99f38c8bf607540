import type { Logger } from '@nestjs/common';
import type { EachBatchPayload } from 'kafkajs';
import type { KafkaMessage } from './kafka-binding.js';
import { chunksOf, takeChunk, type ChunkDesk } from './kafka-chunk.js';
import type { Places, Placed } from './kafka-places.js';
import { isFenced } from './kafka-offsets.adapter.js';

export type Batch = Pick<
  EachBatchPayload,
  'batch' | 'resolveOffset' | 'heartbeat' | 'commitOffsetsIfNecessary' | 'isRunning' | 'isStale' | 'pause'
>;
export interface ReaderOptions {
  readonly chunk: number;
  readonly heartbeatMs: number;
  readonly pauseMs: number;
}

/** The group itself said no (it is being shared out anew): the client has to know. */
class GroupSaid extends Error {
  constructor(override readonly cause: unknown) {
    super();
  }
}

const LONGEST_PAUSE_MS = 30_000;

/** Reads batches of a partition, chunk by chunk, from where the database says. */
export class PartitionReader {
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly desk: ChunkDesk,
    private readonly places: Places,
    private readonly log: Pick<Logger, 'warn' | 'error'>,
    private readonly options: ReaderOptions,
  ) {}

  /** The client's handler. Throws only what the client has to see to share the group out anew. */
  readonly read = async (batch: Batch): Promise<void> => {
    const { topic, partition } = batch.batch;
    const name = `${topic}/${partition}`;
    try {
      const placed = await this.beating(batch, this.places.of({ topic, partition }));
      if (batch.isStale() || !this.places.begins(placed, batch.batch.messages)) return;
      await this.readFrom(placed, batch);
      this.failures.delete(name);
    } catch (error) {
      if (error instanceof GroupSaid) throw error.cause;
      this.stumble(name, error, batch);
    }
  };

  private async readFrom(placed: Placed, batch: Batch): Promise<void> {
    const { topic, partition, messages } = batch.batch;
    const { isRunning, isStale, resolveOffset } = batch;
    const attempt = (this.failures.get(`${topic}/${partition}`) ?? 0) + 1;
    const fresh = (messages as readonly KafkaMessage[]).filter(
      ({ offset }) => BigInt(offset) >= placed.claim.next,
    );
    for (const chunk of chunksOf(fresh, this.options.chunk)) {
      if (!isRunning() || isStale()) return;
      const taking = takeChunk(this.desk, placed.claim, chunk, attempt);
      const { next } = await this.beating(
        batch,
        taking.then((move) => this.places.moved(placed, move)),
      );
      resolveOffset(String(next - 1n));
    }
    const offset = String(placed.claim.next);
    // For whoever looks at the group's lag; nobody starts from here.
    await batch
      .commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] })
      .catch(() => {});
  }

  /** The group thinks us dead when we say nothing for its session time, whatever takes so long. */
  private async beating<T>({ heartbeat }: Batch, work: Promise<T>): Promise<T> {
    let said: unknown;
    const timer = setInterval(() => {
      heartbeat().catch((error: unknown) => (said ??= error));
    }, this.options.heartbeatMs);
    try {
      const done = await work;
      if (said === undefined) await heartbeat().catch((error: unknown) => (said = error));
      if (said !== undefined) throw new GroupSaid(said);
      return done;
    } finally {
      clearInterval(timer);
    }
  }

  /** Nothing is skipped: the partition rests and is read again from its place. */
  private stumble(name: string, error: unknown, { batch, pause, isRunning }: Batch): void {
    this.places.forget(batch);
    const resume = pause();
    const rest = this.restAfter(name, error);
    setTimeout(() => isRunning() && resume(), rest).unref();
  }

  private restAfter(name: string, error: unknown): number {
    if (isFenced(error)) {
      this.log.warn(`${name}: read by another now`);
      return this.options.pauseMs;
    }
    const failures = (this.failures.get(name) ?? 0) + 1;
    this.failures.set(name, failures);
    const rest = Math.min(this.options.pauseMs * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
    this.log.warn(`${name}: stands still for ${rest} ms, try ${failures}: ${wordsOf(error)}`);
    return rest;
  }
}

const wordsOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
