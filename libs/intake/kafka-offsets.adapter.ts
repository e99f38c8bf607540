import type { Companion } from '#kernel';
import type { Pool } from 'pg';
import type { Partition } from './kafka-binding.js';

/** A partition that is ours to read on from `next`, until somebody else takes it over. */
export interface Claim extends Partition {
  readonly next: bigint;
  readonly epoch: bigint;
}
export interface Move {
  readonly first: bigint;
  readonly next: bigint;
}

/**
 * Somebody else reads the partition now, or it is not where we thought: what was read is dropped and asked
 * for anew.
 */
export class OffsetFenced extends Error {
  override readonly name = 'OffsetFenced';
}

const FENCED = 'YK001';
export const isFenced = (error: unknown) =>
  error instanceof OffsetFenced || (error as { code?: unknown } | null)?.code === FENCED;

const MOVE = 'intake.move_offset';

/**
 * How far each partition is read. These offsets are the truth; those of the consumer group are a hint for
 * operators, so losing or rewinding them changes nothing.
 */
export class KafkaOffsets {
  constructor(private readonly pool: Pool) {}

  /** Takes the partition over from whoever had it. A partition never seen begins at 0. */
  async claim({ topic, partition }: Partition): Promise<Claim> {
    const { rows } = await this.pool.query<{ next_offset: string; epoch: string }>(
      `insert into intake.kafka_offset (topic, partition, next_offset, epoch) values ($1, $2, 0, 1)
       on conflict (topic, partition) do update set epoch = intake.kafka_offset.epoch + 1
       returning next_offset, epoch`,
      [topic, partition],
    );
    const { next_offset, epoch } = rows[0]!;
    return { topic, partition, next: BigInt(next_offset), epoch: BigInt(epoch) };
  }

  /** The move as part of an append's own transaction. */
  companion({ topic, partition, epoch }: Claim, { first, next }: Move): Companion {
    return {
      function: MOVE,
      values: [topic, partition, String(first), String(next), String(epoch)],
    };
  }

  /**
   * The move by itself, after everything before `next` is safe. Saying it again changes nothing. Throws
   * {@link OffsetFenced}.
   */
  async move(claim: Claim, { first, next }: Move): Promise<void> {
    const { topic, partition, epoch } = claim;
    const { rowCount } = await this.pool.query(
      `update intake.kafka_offset set next_offset = $4, moved_at = now()
        where topic = $1 and partition = $2 and epoch = $5 and (next_offset <= $3 or next_offset = $4)`,
      [topic, partition, String(first), String(next), String(epoch)],
    );
    if (rowCount !== 1) throw new OffsetFenced(`${topic}/${partition} is not at ${first} in epoch ${epoch}`);
  }

  /**
   * The partition holds nothing at our place any more: begins where it does. Only for whoever has the claim.
   */
  async relocate({ topic, partition, epoch }: Claim, next: bigint): Promise<void> {
    const { rowCount } = await this.pool.query(
      `update intake.kafka_offset set next_offset = $3, moved_at = now()
        where topic = $1 and partition = $2 and epoch = $4`,
      [topic, partition, String(next), String(epoch)],
    );
    if (rowCount !== 1) throw new OffsetFenced(`${topic}/${partition} changed hands`);
  }

  /** Where each partition of these topics is read on. */
  async all(topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    const { rows } = await this.pool.query<{ topic: string; partition: number; next_offset: string }>(
      'select topic, partition, next_offset from intake.kafka_offset where topic = any ($1)',
      [topics],
    );
    return new Map(
      rows.map(({ topic, partition, next_offset }) => [`${topic}/${partition}`, BigInt(next_offset)]),
    );
  }
}
