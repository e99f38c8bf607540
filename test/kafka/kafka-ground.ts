import { contractBook, type Department } from '#contracts';
import {
  FacilityRegions,
  ingressTopics,
  Intake,
  KafkaSource,
  Rejections,
  type KafkaSourceOptions,
} from '#intake';
import { KafkaLink, PostgresEventStore, Scribe, SerialProducer, type Outgoing, type Recorded } from '#kernel';
import { MemoryPersonalData } from '#vault';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { migratedDatabase } from '../support/migrated-database.js';

export const brokers = (process.env['KAFKA_TEST_BROKERS'] ?? '').split(',');

/** Kills or restarts one of the three brokers, as `run.mjs` holds them. */
export async function broker(act: 'kill' | 'restart', id: number): Promise<void> {
  const answer = await fetch(`${process.env['KAFKA_CONTROL']}/${act}/${id}`);
  if (!answer.ok) throw new Error(await answer.text());
}

export const hazard = (facilityId: string, serial: number | string, change: object = {}) => ({
  inspectionId: `I-${facilityId}-${serial}`,
  facilityId,
  department: 'FIRE',
  hazardId: `H-${facilityId}-${serial}`,
  gravity: 'serious',
  clause: 'GB 50016 §5.5.17',
  finding: '疏散通道被占用',
  ...change,
});

/** A message in binary mode, as a department's system sends it. */
export function message(topic: string, id: string, fact: { facilityId: string }): Outgoing {
  const headers = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: 'urn:lxc:fire',
    ce_type: 'HazardFound',
    ce_time: '2024-05-06T01:00:00Z',
    ce_youanregion: '371302',
  };
  return { topic, key: fact.facilityId, value: JSON.stringify(fact), headers };
}

export async function until(holds: () => Promise<boolean>, withinMs = 120_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await holds()); await sleep(50))
    if (Date.now() > end) throw new Error(`not so after ${withinMs} ms: ${holds}`);
}

interface Read {
  readonly key: string;
  readonly value: string | null;
  readonly headers: Record<string, string>;
  readonly partition: number;
}
/** Reading a whole topic takes a few seconds. */
const STALLED_MS = 20_000;

/** A database and topics of its own, and everything between them. */
export class KafkaGround {
  readonly prefix = `t${randomUUID().slice(0, 8)}`;
  readonly link: KafkaLink;
  readonly producer: SerialProducer;
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  readonly intake: Intake;
  private readonly persons = new MemoryPersonalData();
  private readonly sources: KafkaSource[] = [];

  constructor(
    readonly url: string,
    private readonly drop: () => Promise<void>,
    partitions: number,
  ) {
    this.link = new KafkaLink({ brokers, partitions });
    this.producer = new SerialProducer(this.link);
    this.pool = new Pool({ connectionString: url });
    this.pool.on('error', () => {});
    this.store = new PostgresEventStore(url);
    const scribe = new Scribe(contractBook, this.persons);
    const [facilities, rejections] = [
      new FacilityRegions(this.pool),
      new Rejections(this.pool, this.persons),
    ];
    this.intake = new Intake({ store: this.store, scribe, facilities, rejections, now: Date.now });
  }

  topics(...departments: Department[]) {
    return ingressTopics(this.prefix, departments);
  }

  /** A consumer of the topics, begun. */
  async source(options: Partial<KafkaSourceOptions> = {}, intake = this.intake): Promise<KafkaSource> {
    const { link, pool, store, persons } = this;
    const quick = { groupId: this.prefix, sessionMs: 6_000, lookMs: 200, pauseMs: 50 };
    const source = new KafkaSource(
      { link, pool, store, persons },
      { topics: this.topics('FIRE'), ...quick, ...options },
    );
    this.sources.push(source);
    await source.start((...delivery) => intake.receive(...delivery));
    return source;
  }

  async events(): Promise<Recorded[]> {
    const all: Recorded[] = [];
    for (let after = 0n; ;) {
      const { events, next } = await this.store.readAll({ after, limit: 1_000 });
      all.push(...events);
      if (events.length === 0) return all;
      after = next;
    }
  }

  /**
   * Everything a topic holds now, from its beginning. A consumer that stalls, as they do behind a broker that
   * was killed, is left for another.
   */
  async read(topic: string): Promise<readonly Read[]> {
    for (let tries = 1; tries <= 5; tries += 1) {
      const read = await this.readOnce(topic);
      if (read !== undefined) return read;
    }
    throw new Error(`${topic} could not be read to its end`);
  }

  private async readOnce(topic: string): Promise<readonly Read[] | undefined> {
    const bounds = await this.link.bounds(topic);
    let left = [...bounds.values()].reduce((sum, { low, high }) => sum + Number(high - low), 0);
    const read: Read[] = [];
    if (left === 0) return read;
    const consumer = this.link.kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 200 });
    const whole = new Promise<readonly Read[]>((resolve, reject) => {
      const eachMessage = async ({ message: { key, value, headers }, partition }: Eaten) => {
        const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)] as const);
        read.push({
          key: String(key),
          value: value && value.toString(),
          partition,
          headers: Object.fromEntries(texts),
        });
        if (--left === 0) resolve(read);
      };
      consumer
        .connect()
        .then(() => consumer.subscribe({ topics: [topic], fromBeginning: true }))
        .then(() => consumer.run({ eachMessage }))
        .catch(reject);
    });
    try {
      return await Promise.race([whole, sleep(STALLED_MS, undefined, { ref: false })]);
    } finally {
      await Promise.race([consumer.disconnect(), sleep(STALLED_MS, undefined, { ref: false })]);
    }
  }

  async leave(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.stop()));
    await this.producer.close();
    await this.store.close();
    await this.pool.end();
    await this.drop();
  }
}
interface Eaten {
  readonly partition: number;
  readonly message: { key: Buffer | null; value: Buffer | null; headers?: Record<string, unknown> };
}

export async function kafkaGround(partitions = 4): Promise<KafkaGround> {
  const { url, drop } = await migratedDatabase();
  return new KafkaGround(url, drop, partitions);
}

/** For each key, what was stored of it, in the order of positions. */
export function byFacility(events: readonly Recorded[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { event, meta } of events) {
    const { facilityId } = event.data as { facilityId: string };
    all.set(facilityId, [...(all.get(facilityId) ?? []), meta.sourceId!]);
  }
  return all;
}
