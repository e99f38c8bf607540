import { contractBook } from '#contracts';
import { PostgresReadModels, ProjectionRegistry, Runner, Scribe } from '#kernel';
import type { EventStore, PersonalData, ReadModels } from '#kernel';
import { Vault } from '#vault';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { dataSourceOn, migrate } from './migrations.js';
import { onPostgres, type OpenStore } from './engine.js';
import { policiesOver } from './policies.js';
import { projections } from './projections.js';

export interface PlatformOptions {
  readonly databaseUrl: string;
  readonly vaultKeyFile: string;
  /** Default: the event store in the same database. */
  readonly openStore?: OpenStore;
  readonly log: Logger;
}

/** What a policy's dispatch may use. */
export interface Parts {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly personalData: PersonalData;
  readonly scribe: Scribe;
  readonly registry: ProjectionRegistry;
  readonly readModels: ReadModels;
}

/** Every connection the rooms share; the store has its own, so that readers cannot starve appends. */
const POOL_SIZE = 20;

/** What the rooms stand on, in one database: opened before HTTP and closed after it. */
export class Platform {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly personalData: PersonalData;
  readonly scribe: Scribe;
  readonly registry: ProjectionRegistry;
  readonly readModels: ReadModels;
  readonly runner: Runner;

  private constructor(parts: Parts, runner: Runner) {
    this.dataSource = parts.dataSource;
    this.pool = parts.pool;
    this.store = parts.store;
    this.personalData = parts.personalData;
    this.scribe = parts.scribe;
    this.registry = parts.registry;
    this.readModels = parts.readModels;
    this.runner = runner;
  }

  /** Migrates, then opens everything in the order in which one thing needs another. */
  static async open({ databaseUrl, vaultKeyFile, openStore, log }: PlatformOptions): Promise<Platform> {
    const dataSource = await dataSourceOn(databaseUrl).initialize();
    const pool = new Pool({ connectionString: databaseUrl, max: POOL_SIZE });
    pool.on('error', ({ message }) => log.warn({ message }, 'an idle connection was cut'));
    try {
      const applied = await migrate(dataSource);
      if (applied.length > 0) log.info({ applied }, 'migrated');
      const personalData = await Vault.open(pool, vaultKeyFile);
      const store = await (openStore ?? onPostgres(databaseUrl))();
      const scribe = new Scribe(contractBook, personalData);
      const registry = new ProjectionRegistry(projections, contractBook);
      const readModels = new PostgresReadModels(pool);
      const parts = { dataSource, pool, store, personalData, scribe, registry, readModels };
      const runner = new Runner({ store, pool, book: contractBook, registry, policies: policiesOver(parts) });
      return new Platform(parts, runner);
    } catch (error) {
      await Promise.allSettled([dataSource.destroy(), pool.end()]);
      throw error;
    }
  }

  /** Read models finish what they have in hand, the store what it was given. Then the connections close. */
  async close(): Promise<void> {
    await this.runner.stop();
    await this.store.close();
    await Promise.all([this.dataSource.destroy(), this.pool.end()]);
  }
}
