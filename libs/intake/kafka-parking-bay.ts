import type { PersonalData } from '#kernel';
import type { PoolClient } from 'pg';
import type { KafkaMessage, Partition } from './kafka-binding.js';
import type { ParkedKey } from './kafka-parking.adapter.js';

/** A record without its key, or a key with records left (foreign key, 23503). */
export const hangsTogether = (error: unknown) => (error as { code?: unknown }).code === '23503';

/** Where the bytes of a waiting record are sealed. They wait for hours, not for years: a key a partition. */
export const sealedAt = ({ topic, partition }: Partition, offset: string) => ({
  holder: `parked:${topic}-${partition}`,
  part: offset,
});

/** One parked key and what waits behind it, held by whoever releases it. */
export class ParkingBay {
  constructor(
    private readonly client: PoolClient,
    readonly parked: ParkedKey,
    private readonly persons: PersonalData,
  ) {}

  /** The first that wait, in their order. */
  async first(limit: number): Promise<KafkaMessage[]> {
    const { rows } = await this.client.query<Waiting>(
      `select kafka_offset, bytes, sealed_bytes, headers from intake.parked_record
        where topic = $1 and partition = $2 and key = $3 order by kafka_offset limit $4`,
      [...this.name, limit],
    );
    const { key } = this.parked;
    const sealed = rows.filter(({ sealed_bytes: bytes }) => bytes !== null);
    const opened = await this.persons.disclose(
      sealed.map(({ kafka_offset: offset, sealed_bytes: bytes }) => ({
        ...sealedAt(this.parked, offset),
        sealed: bytes!,
      })),
    );
    const values = new Map(sealed.map(({ kafka_offset: offset }, at) => [offset, opened[at]]));
    return rows.map(({ kafka_offset: offset, bytes, headers }) => ({
      key,
      value: values.get(offset) ?? bytes,
      offset,
      headers: unpacked(headers),
    }));
  }

  async settled(offsets: readonly string[]): Promise<void> {
    await this.client.query(
      `delete from intake.parked_record
        where topic = $1 and partition = $2 and key = $3 and kafka_offset = any ($4::bigint[])`,
      [...this.name, offsets],
    );
  }

  /** Another record of the key was turned away: what is left waits behind that one. */
  async parkBehind(rejectionId: string): Promise<void> {
    await this.client.query(
      `update intake.parked_key set rejection_id = $4, parked_at = now()
        where topic = $1 and partition = $2 and key = $3`,
      [...this.name, rejectionId],
    );
  }

  /** The key is free, unless something was laid behind it meanwhile. */
  async free(): Promise<boolean> {
    await this.client.query('savepoint leaving');
    try {
      await this.client.query(
        'delete from intake.parked_key where topic = $1 and partition = $2 and key = $3',
        this.name,
      );
      return true;
    } catch (error) {
      if (!hangsTogether(error)) throw error;
      await this.client.query('rollback to savepoint leaving');
      return false;
    }
  }

  private get name() {
    const { topic, partition, key } = this.parked;
    return [topic, partition, key];
  }
}

interface Waiting {
  readonly kafka_offset: string;
  /** In clear, from an earlier version of the program. */
  readonly bytes: Buffer | null;
  readonly sealed_bytes: Buffer | null;
  readonly headers: Packed;
}
type Packed = Readonly<Record<string, readonly string[]>>;

export function packed(headers: KafkaMessage['headers'] = {}): Packed {
  const all = Object.entries(headers).map(([name, value]): [string, string[]] => {
    const values = Array.isArray(value) ? (value as (Buffer | string)[]) : value === undefined ? [] : [value];
    return [
      Buffer.from(name).toString('base64'),
      values.map((one) => Buffer.from(one as Buffer).toString('base64')),
    ];
  });
  return Object.fromEntries(all);
}

function unpacked(headers: Packed): NonNullable<KafkaMessage['headers']> {
  const all = Object.entries(headers).map(([name, texts]) => {
    const values = texts.map((text) => Buffer.from(text, 'base64'));
    return [Buffer.from(name, 'base64').toString(), values.length === 1 ? values[0] : values] as const;
  });
  return Object.fromEntries(all);
}
