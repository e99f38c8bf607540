import type { Pool, PoolClient } from 'pg';
import type { KafkaMessage, Partition } from './kafka-binding.js';

/** A key that waits for one of its records to be repaired or dismissed. */
export interface ParkedKey extends Partition {
  readonly key: Buffer;
  readonly rejectionId: string;
}
export interface Held {
  readonly key: Buffer;
  readonly message: KafkaMessage;
}

/** The key was released meanwhile: what was to wait behind it may go on. */
export class KeyReleased extends Error {
  override readonly name = 'KeyReleased';
}
const FOREIGN_KEY_VIOLATION = '23503';

/** Keys as texts, one for one, so that they can stand in sets. */
export const keyText = (key: Buffer) => key.toString('base64');

/** Records that wait because one before them, of the same key, was turned away and may be repaired. */
export class KafkaParking {
  constructor(private readonly pool: Pool) {}

  /** Which of these keys wait. */
  async among({ topic, partition }: Partition, keys: readonly Buffer[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const { rows } = await this.pool.query<{ key: Buffer }>(
      'select key from intake.parked_key where topic = $1 and partition = $2 and key = any ($3)',
      [topic, partition, keys],
    );
    return new Set(rows.map(({ key }) => keyText(key)));
  }

  /**
   * Parks a key behind a rejection that is open; one that was settled before (the topic is read again) parks
   * nothing.
   */
  async park({ topic, partition, key, rejectionId }: ParkedKey): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `insert into intake.parked_key (topic, partition, key, rejection_id)
       select $1, $2, $3, r.rejection_id from intake.rejection r where r.rejection_id = $4 and r.state = 'open'
       on conflict do nothing`,
      [topic, partition, key, rejectionId],
    );
    return rowCount === 1 || (await this.among({ topic, partition }, [key])).size > 0;
  }

  /** Lays records behind their parked keys; saying it again changes nothing. Throws {@link KeyReleased}. */
  async hold({ topic, partition }: Partition, held: readonly Held[]): Promise<void> {
    try {
      await this.pool.query(
        `insert into intake.parked_record (topic, partition, key, kafka_offset, bytes, headers)
         select $1, $2, * from unnest($3::bytea[], $4::bigint[], $5::bytea[], $6::jsonb[])
         on conflict do nothing`,
        [
          ...[topic, partition, held.map(({ key }) => key)],
          held.map(({ message }) => message.offset),
          held.map(({ message }) => message.value),
          held.map(({ message }) => JSON.stringify(packed(message.headers))),
        ],
      );
    } catch (error) {
      if ((error as { code?: unknown }).code !== FOREIGN_KEY_VIOLATION) throw error;
      throw new KeyReleased(`${topic}/${partition}: a key was released`, { cause: error });
    }
  }

  /**
   * Gives one key of these topics whose rejection is settled to `work`, alone: others who look meanwhile do
   * not see it. Answers whether there was one.
   */
  async withReleasable(
    topics: readonly string[],
    work: (bay: ParkingBay) => Promise<void>,
  ): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query<ParkedKey>(
        `select k.topic, k.partition, k.key, k.rejection_id as "rejectionId"
           from intake.parked_key k join intake.rejection r using (rejection_id)
          where r.state <> 'open' and k.topic = any ($1)
          order by k.parked_at limit 1 for no key update of k skip locked`,
        [topics],
      );
      if (rows[0]) await work(new ParkingBay(client, rows[0]));
      await client.query('commit');
      return rows[0] !== undefined;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

/** One parked key and what waits behind it, held by whoever releases it. */
export class ParkingBay {
  constructor(
    private readonly client: PoolClient,
    readonly parked: ParkedKey,
  ) {}

  /** The first that wait, in their order. */
  async first(limit: number): Promise<KafkaMessage[]> {
    const { rows } = await this.client.query<{ kafka_offset: string; bytes: Buffer | null; headers: Packed }>(
      `select kafka_offset, bytes, headers from intake.parked_record
        where topic = $1 and partition = $2 and key = $3 order by kafka_offset limit $4`,
      [...this.name, limit],
    );
    const { key } = this.parked;
    return rows.map(({ kafka_offset: offset, bytes: value, headers }) => ({
      ...{ key, value, offset },
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
      if ((error as { code?: unknown }).code !== FOREIGN_KEY_VIOLATION) throw error;
      await this.client.query('rollback to savepoint leaving');
      return false;
    }
  }

  private get name() {
    const { topic, partition, key } = this.parked;
    return [topic, partition, key];
  }
}

type Packed = Readonly<Record<string, readonly string[]>>;

function packed(headers: KafkaMessage['headers'] = {}): Packed {
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
