import pg from 'pg';
import { freshDatabase } from '../../test/support/fresh-database.js';
import { DataSource } from 'typeorm';
import { derivedId } from './derived-id.js';
import type { Append } from './event-store.port.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { storeMigrations } from './store.migration.js';

const TABLE = `
  create table mark (place bigint not null);
  create function set_mark(at bigint) returns bigint language plpgsql as $$
  begin
    if at < 0 then raise exception 'no such place' using errcode = 'YK001'; end if;
    insert into mark values (at);
    return at;
  end $$`;

let [database, store, pool] = [] as unknown as [
  Awaited<ReturnType<typeof freshDatabase>>,
  PostgresEventStore,
  pg.Pool,
];
beforeAll(async () => {
  database = await freshDatabase();
  const source = new DataSource({ type: 'postgres', url: database.url, migrations: [...storeMigrations] });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  pool = new pg.Pool({ connectionString: database.url });
  await pool.query(TABLE);
  store = new PostgresEventStore(database.url);
});
afterAll(async () => {
  await store.close();
  await pool.end();
  await database.drop();
});

const append = (name: string, stream = `s-${name}`): Append => ({
  stream,
  expected: 'any',
  events: [
    {
      eventId: derivedId('joined', name),
      type: 'Told',
      version: 1,
      body: '{}',
      occurredAt: '2024-05-06T01:00:00Z',
      subjects: [],
      meta: { actor: 'a', department: 'D', region: 'R' },
    },
  ],
});
const mark = (next: number) => ({ function: 'set_mark', values: [next] });
const marks = async () =>
  (await pool.query<{ place: string }>('select place from mark order by place')).rows.map(
    (row) => +row.place,
  );

test('appends of several streams and the statement of the caller happen together, in the order given', async () => {
  const before = await store.head();
  const positions = await store.appendWith(
    [append('a'), append('b', 'shared'), append('c', 'shared')],
    mark(3),
  );
  expect(positions).toEqual([before + 1n, before + 2n, before + 3n]);
  expect((await store.readStream('shared')).map(({ revision }) => revision)).toEqual([0, 1]);
  expect(await marks()).toEqual([3]);
});

test('when one id stands already, neither the others nor the statement happen', async () => {
  const before = await store.head();
  expect(await store.appendWith([append('new'), append('a')], mark(4))).toBeUndefined();
  expect(await store.head()).toBe(before);
  expect(await marks()).toEqual([3]);
});

test('what the statement raises undoes the append and is thrown', async () => {
  const before = await store.head();
  await expect(store.appendWith([append('fenced')], mark(-1))).rejects.toMatchObject({ code: 'YK001' });
  expect(await store.head()).toBe(before);
  expect(await store.find(derivedId('joined', 'fenced'))).toBeUndefined();
});

test('a connection that is cut is made anew, and nothing is written twice', async () => {
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'youan-store' and datname = current_database()`,
  );
  const [position] = (await store.appendWith([append('after the cut')], mark(5)))!;
  expect(position).toBe(await store.head());
  expect(await marks()).toEqual([3, 5]);
});

test('grouped and joined appends side by side leave positions without a hole', async () => {
  const before = await store.head();
  const names = Array.from({ length: 40 }, (_, i) => `side-${i}`);
  await Promise.all(
    names.map((name, i) =>
      i % 2 ? store.append(append(name, 'side')) : store.appendWith([append(name, 'side')], mark(100 + i)),
    ),
  );
  const { events } = await store.readAll({ after: before, limit: 100 });
  expect(events.map(({ position }) => position)).toEqual(names.map((_, i) => before + BigInt(i) + 1n));
  expect((await store.readStream('side')).map(({ revision }) => revision)).toEqual(names.map((_, i) => i));
});
