import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../test/support/fresh-database.js';
import { Bound } from './postgres-bound.js';
import { Room } from './postgres-room.js';
import { appendCall, placesOf } from './postgres-statements.js';
import { admit } from './store-admission.js';
import { newAppend, type StoreGround } from './store-samples.specification.js';
import { PostgresEventStore, type PostgresStoreOptions } from './postgres-event-store.js';
import { storeMigrations } from './store.migration.js';

export interface PostgresGround extends StoreGround {
  readonly store: PostgresEventStore;
  readonly url: string;
  another(options?: PostgresStoreOptions & { url?: string }): PostgresEventStore;
  /** One statement beside the store, with full rights. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

export async function migrateStore(url: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations: storeMigrations });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
}

/** A new database with the schema `store` alone, and a store on it. */
export async function postgresGround(options: PostgresStoreOptions = {}): Promise<PostgresGround> {
  const { url, drop } = await freshDatabase();
  await migrateStore(url);
  const stores: PostgresEventStore[] = [];
  const another: PostgresGround['another'] = ({ url: address = url, ...more } = {}) => {
    const store = new PostgresEventStore(address, { pollMs: 100, ...options, ...more });
    stores.push(store);
    return store;
  };
  const beside = new pg.Pool({ connectionString: url, max: 2 });
  beside.on('error', () => {});
  const sql: PostgresGround['sql'] = async (text, values) => (await beside.query(text, values)).rows;
  return {
    url,
    another,
    store: another(),
    sql,
    async deadlocks() {
      await Promise.all(stores.map((store) => store.close())); // a session reports when it ends
      const ours = `datname = current_database() and application_name = 'youan-store'`;
      while ((await sql(`select from pg_stat_activity where ${ours}`)).length > 0) await sleep(20);
      const [counted] = await sql<{ deadlocks: string }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      );
      return Number(counted!.deadlocks);
    },
    async close() {
      await Promise.all(stores.map((store) => store.close()));
      await beside.end();
      await drop();
    },
  };
}

/** An append inside a transaction of the caller's own, who may tarry before the commit, or go back. */
export function appendIn(session: pg.Client, stream: string): Promise<unknown> {
  const append = newAppend(stream);
  const waiting = { append, admission: admit(append), answer: () => {}, fail: () => {} };
  const { slots, places } = placesOf([waiting]);
  return session.query(
    new Bound(
      appendCall(slots, places, () => 1),
      new Room(),
    ),
  ).done;
}
