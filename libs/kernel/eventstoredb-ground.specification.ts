import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { freshDatabase } from '../../test/support/fresh-database.js';
import { endOfLog } from './eventstoredb-end-of-log.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import type { EventStoreDbOptions } from './eventstoredb-options.js';
import type { EventIndex } from './eventstoredb-index.js';
import { EventStoreDbLogSource } from './eventstoredb-log-source.js';
import { MemoryEventIndex } from './eventstoredb-memory-index.js';
import { PostgresEventIndex } from './eventstoredb-postgres-index.js';
import { eventStoreDbMigrations } from './eventstoredb.migration.js';
import type { StoreGround } from './store-samples.specification.js';
import { storeMigrations } from './store.migration.js';

type Options = Partial<EventStoreDbOptions>;
export interface EventStoreDbGround extends StoreGround {
  readonly store: EventStoreDbEventStore;
  readonly url: string;
  /** What the server is, when it is the stand-in. */
  readonly standIn: StandIn | undefined;
  /** The same log with exact bodies. */
  logSource(): EventStoreDbLogSource;
  another(): EventStoreDbEventStore;
  /** A store of its own settings on the same history. */
  open(options?: Options): Promise<EventStoreDbEventStore>;
}

/** A database with the tables of the index, as production has them. */
export async function indexDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const database = await freshDatabase();
  const migrations = [...storeMigrations, ...eventStoreDbMigrations];
  const source = new DataSource({ type: 'postgres', url: database.url, migrations });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  return database;
}

/** Where an index comes from: the same one for every store of a history. */
export interface IndexGround {
  open(): EventIndex;
  close(): Promise<void>;
}
export const memoryIndexes = async (): Promise<IndexGround> => {
  const index = new MemoryEventIndex();
  return { open: () => index, close: async () => {} };
};
export const postgresIndexes = async (): Promise<IndexGround> => {
  const { url, drop } = await indexDatabase();
  return { open: () => new PostgresEventIndex(url), close: drop };
};

/**
 * A new history: on a stand-in of its own, or under a name of its own on the server that EVENTSTOREDB_URL
 * names.
 */
export async function eventStoreDbGround(
  options: Options = {},
  makeIndexes: () => Promise<IndexGround> = memoryIndexes,
): Promise<EventStoreDbGround> {
  const given = process.env['EVENTSTOREDB_URL'];
  const standIn = given === undefined ? await startStandIn() : undefined;
  const url = given ?? standIn!.url;
  const name = `t${randomUUID().slice(0, 8)}.`;
  const history = given === undefined ? {} : { prefix: name, origin: await endOfLog(url) };
  const indexes = await makeIndexes();
  const stores: EventStoreDbEventStore[] = [];
  const open = async (more: Options = {}) => {
    const settings = { pollMs: 50, ...history, ...options, ...more };
    const store = await EventStoreDbEventStore.open(url, { index: indexes.open(), ...settings });
    stores.push(store);
    return store;
  };
  const [store, one, two] = [await open(), await open(), await open()];
  let turn = 0;
  return {
    url,
    standIn,
    store,
    open,
    logSource: () => new EventStoreDbLogSource(url, history),
    another: () => (turn++ % 2 ? two : one),
    async close() {
      await Promise.all(stores.map((one) => one.close()));
      standIn?.stop();
      await indexes.close();
    },
  };
}
