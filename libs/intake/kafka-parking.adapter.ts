import type { PersonalData } from '#kernel';
import type { Pool } from 'pg';
import type { KafkaMessage, Partition } from './kafka-binding.js';
import { hangsTogether, packed, ParkingBay, sealedAt } from './kafka-parking-bay.js';

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

/** Keys as texts, one for one, so that they can stand in sets. */
export const keyText = (key: Buffer) => key.toString('base64');

/** Records that wait because one before them, of the same key, was turned away and may be repaired. */
export class KafkaParking {
  constructor(
    private readonly pool: Pool,
    private readonly persons: PersonalData,
  ) {}

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
  async hold(from: Partition, held: readonly Held[]): Promise<void> {
    const { topic, partition } = from;
    const full = held.filter(({ message }) => message.value !== null);
    const sealed = await this.persons.enclose(
      full.map(({ message }) => ({ ...sealedAt(from, message.offset), clear: message.value! })),
    );
    const bytes = new Map(full.map(({ message }, at) => [message.offset, sealed[at]]));
    try {
      await this.pool.query(
        `insert into intake.parked_record (topic, partition, key, kafka_offset, sealed_bytes, headers)
         select $1, $2, * from unnest($3::bytea[], $4::bigint[], $5::bytea[], $6::jsonb[])
         on conflict do nothing`,
        [
          topic,
          partition,
          held.map(({ key }) => key),
          held.map(({ message }) => message.offset),
          held.map(({ message }) => bytes.get(message.offset) ?? null),
          held.map(({ message }) => JSON.stringify(packed(message.headers))),
        ],
      );
    } catch (error) {
      if (!hangsTogether(error)) throw error;
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
      if (rows[0]) await work(new ParkingBay(client, rows[0], this.persons));
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
