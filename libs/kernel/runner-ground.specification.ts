import pg from 'pg';
import { migratedDatabase } from '../../test/support/migrated-database.js';
import type { EventStore } from './event-store.port.js';
import { MemoryEventStore } from './memory-event-store.js';
import type { PolicyEntry } from './policy.js';
import { ProjectionRegistry, type ProjectionEntry } from './projection-registry.js';
import { PostgresReadModels } from './read-models.js';
import { book } from './runner-accounts.specification.js';
import { Runner, type RunnerParts } from './runner.js';

/** A database, a store and as many runners as a test needs; `close` takes everything away again. */
export class Ground {
  readonly runners: Runner[] = [];
  readonly pool: pg.Pool;
  readonly readModels: PostgresReadModels;

  private constructor(
    readonly store: EventStore,
    readonly url: string,
    private readonly dropDatabase: () => Promise<void>,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 8 });
    this.pool.on('error', () => undefined);
    this.readModels = new PostgresReadModels(this.pool);
  }

  static async prepare(
    open: (url: string) => EventStore | Promise<EventStore> = () => new MemoryEventStore(),
  ): Promise<Ground> {
    const { url, drop } = await migratedDatabase();
    return new Ground(await open(url), url, drop);
  }

  /** On a database that is there already, and stays. */
  static on(url: string, open: (url: string) => EventStore): Ground {
    return new Ground(open(url), url, async () => undefined);
  }

  runner(
    entries: readonly ProjectionEntry[],
    more: Partial<RunnerParts> = {},
    policies: readonly PolicyEntry[] = [],
  ) {
    const parts = { store: this.store, pool: this.pool, book: more.book ?? book() };
    const registry = new ProjectionRegistry(entries, parts.book);
    const runner = new Runner({ ...parts, registry, policies, ...more });
    this.runners.push(runner);
    return runner;
  }

  async caughtUp(name: string, timeoutMs = 15_000) {
    await this.readModels.waitFor(name, await this.store.head(), timeoutMs);
  }

  async until(what: string, holds: () => Promise<boolean>, timeoutMs = 60_000) {
    for (
      const end = Date.now() + timeoutMs;
      !(await holds());
      await new Promise((done) => setTimeout(done, 25))
    )
      if (Date.now() > end)
        throw new Error(`${what} did not come about: ${JSON.stringify(await this.builds())}`);
  }

  async builds() {
    return (
      await this.pool.query(
        'select b.*, s.position, s.owner, s.failure from runner.build b left join runner.shard s using (name, build)',
      )
    ).rows;
  }

  live = async (name: string) =>
    (await this.builds()).find((build) => build.name === name && build.state === 'live');

  /** The present rows as rules wrote them. */
  async rows(name = 'balance'): Promise<Map<string, Record<string, unknown>>> {
    const { rows } = await this.pool.query(`select * from read.${name} order by key`);
    return new Map(rows.map((row) => [row.key as string, row]));
  }

  async close() {
    await Promise.all(this.runners.map((runner) => runner.stop()));
    await this.store.close();
    await this.pool.end();
    await this.dropDatabase();
  }
}
