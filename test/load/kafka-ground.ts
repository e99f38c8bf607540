import { contractBook } from '#contracts';
import { FacilityRegions, ingressTopics, Intake, KafkaSource, Rejections, type IngressTopic } from '#intake';
import { KafkaLink, PostgresEventStore, Scribe, SerialProducer } from '#kernel';
import { Vault } from '#vault';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { dataSourceOn, migrate } from '../../src/platform/migrations.js';
import type { LoadGround } from './load-ground.js';

interface Brokers {
  readonly addresses: string[];
  stop(): Promise<void>;
}

/** One real broker on loopback. The launcher is no part of the build, so it is found from the checkout. */
async function startBroker(): Promise<Brokers> {
  const launcher = pathToFileURL(join(process.cwd(), 'deploy', 'kafka', 'kafka.mjs')).href;
  const { startKafka } = (await import(launcher)) as { startKafka: () => Promise<Brokers> };
  return startKafka();
}

const PARTITIONS = 6;
const PORTION = 300;

/** A broker, a database, and intake over both. */
export class KafkaLoad {
  readonly link: KafkaLink;
  readonly producer: SerialProducer;
  readonly intake: Intake;

  private constructor(
    private readonly brokers: Brokers,
    readonly store: PostgresEventStore,
    readonly pool: pg.Pool,
    private readonly persons: Vault,
  ) {
    this.link = new KafkaLink({ brokers: brokers.addresses, partitions: PARTITIONS });
    this.producer = new SerialProducer(this.link);
    const [facilities, rejections] = [new FacilityRegions(pool), new Rejections(pool, persons)];
    const scribe = new Scribe(contractBook, persons);
    this.intake = new Intake({ store, scribe, facilities, rejections, now: Date.now });
  }

  static async on<T>(ground: LoadGround, run: (load: KafkaLoad, url: string) => Promise<T>): Promise<T> {
    const database = await ground.freshDatabase();
    const dataSource = await dataSourceOn(database.url).initialize();
    await migrate(dataSource);
    await dataSource.destroy();
    const keys = mkdtempSync(join(tmpdir(), 'youan-bench-keys-'));
    const brokers = await startBroker();
    const pool = new pg.Pool({ connectionString: database.url, max: 8 });
    const store = new PostgresEventStore(database.url);
    const load = new KafkaLoad(brokers, store, pool, await Vault.open(pool, join(keys, 'vault.key')));
    try {
      return await run(load, database.url);
    } finally {
      await load.producer.close();
      await store.close();
      await pool.end();
      await brokers.stop();
      await database.drop();
      rmSync(keys, { recursive: true, force: true });
    }
  }

  /** A topic nobody wrote to yet. */
  async freshTopic(): Promise<IngressTopic> {
    const [fresh] = ingressTopics(`bench-${randomUUID().slice(0, 8)}`, ['FIRE']);
    await this.link.ensureTopics([fresh!.topic]);
    return fresh!;
  }

  async produce(topic: string, records: readonly { key: string; value: Buffer }[]): Promise<void> {
    const headers = { 'content-type': 'application/cloudevents+json' };
    for (let at = 0; at < records.length; at += PORTION)
      await this.producer.send(
        records.slice(at, at + PORTION).map((record) => ({ topic, headers, ...record })),
      );
  }

  /** A consumer that has begun to read. */
  async consumer(topic: IngressTopic): Promise<KafkaSource> {
    const { link, pool, store, persons } = this;
    const source = new KafkaSource(
      { link, pool, store, persons },
      { topics: [topic], groupId: randomUUID() },
    );
    await source.start((...delivery) => this.intake.receive(...delivery));
    return source;
  }
}
