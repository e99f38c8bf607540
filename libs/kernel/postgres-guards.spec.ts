import pg from 'pg';
import { HoleInTheLog } from './postgres-event-store.js';
import { postgresGround, type PostgresGround } from './store-ground.specification.js';
import { newAppend, newEvent } from './store-samples.specification.js';

describe('the log on PostgreSQL', () => {
  let ground: PostgresGround;
  beforeEach(async () => {
    ground = await postgresGround();
    for (let i = 0; i < 5; i += 1) await ground.store.append(newAppend('case-1'));
  });
  afterEach(() => ground.close());
  const sql = (text: string) => ground.sql(text);

  test.each([
    `update store.event set body = '{}' where position = 3`,
    'delete from store.event where position = 3',
    'truncate store.event',
    `update store.type set name = 'HazardForgotten'`,
    'delete from store.type',
    'truncate store.type',
  ])('refuses even its owner: %s', async (statement) => {
    await expect(sql(statement)).rejects.toThrow('history is only added to');
    await expect(sql(`set session_replication_role = replica; ${statement}`)).rejects.toThrow(
      'history is only added to',
    );
    expect(await ground.store.readStream('case-1')).toHaveLength(5);
  });

  test('a hole is an alarm and not the end of the log', async () => {
    await sql(`alter table store.event disable trigger all; delete from store.event where position in (2, 4, 5);
      insert into store.event select 9, revision, recorded_at, occurred_at, gen_random_uuid(), type_id, version,
        'elsewhere', subjects, body, meta from store.event where position = 1`);
    const from = (after: bigint, limit: number) => ground.store.readAll({ after, limit });
    await expect(from(0n, 10)).rejects.toThrow(HoleInTheLog);
    await expect(from(3n, 2)).rejects.toThrow('no event at position 4');
    expect((await from(2n, 1)).next).toBe(3n);
    expect(await from(9n, 10)).toEqual({ events: [], next: 9n });
  });

  test('the application role reads and appends, and nothing else', async () => {
    const client = new pg.Client({ connectionString: ground.url });
    await client.connect();
    await client.query('set role youan_app');
    expect((await client.query('select 1 from store.event')).rowCount).toBe(5);
    for (const statement of [
      'insert into store.event select * from store.event',
      'delete from store.event',
      `insert into store.type (name) values ('Forged')`,
      'alter table store.event disable trigger all',
    ])
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    await client.end();
    const url = new URL(ground.url);
    url.searchParams.set('options', '-c role=youan_app');
    const store = ground.another({ url: url.href });
    expect(await store.append(newAppend('case-1'))).toMatchObject({ outcome: 'ok', revision: 5 });
  });

  test('the session’s time zone, date style and isolation change nothing', async () => {
    const url = new URL(ground.url);
    const settings = 'timezone=Asia/Shanghai -c datestyle=ISO -c default_transaction_isolation=serializable';
    url.searchParams.set('options', `-c ${settings}`);
    const store = ground.another({ url: url.href });
    const event = newEvent({ occurredAt: '2024-05-06T01:00:00.5Z' });
    await store.append(newAppend('case-2', { events: [event] }));
    expect(await store.find(event.eventId)).toEqual(await ground.store.find(event.eventId));
    expect((await store.find(event.eventId))!.occurredAt).toBe('2024-05-06T01:00:00.5Z');
  });

  test('a restored copy reads the same and takes new events', async () => {
    const copy = await postgresGround();
    for (const table of ['type', 'event']) {
      const rows = await sql(`select to_jsonb(t)::text as row from store.${table} t`);
      const restore = `insert into store.${table} overriding system value select r.* from unnest($1::text[]) t,
        jsonb_populate_record(null::store.${table}, t::jsonb) r`;
      await copy.sql(restore, [rows.map(({ row }) => row)]);
    }
    await copy.sql(
      `select setval(pg_get_serial_sequence('store.type', 'type_id'), max(type_id)) from store.type`,
    );
    expect(await copy.store.readStream('case-1')).toEqual(await ground.store.readStream('case-1'));
    const more = newAppend('case-1', { expected: 4, events: [newEvent({ type: 'NeverSeenBefore' })] });
    expect(await copy.store.append(more)).toEqual({ outcome: 'ok', revision: 5, position: 6n });
    expect((await copy.store.readAll({ after: 4n, limit: 10 })).next).toBe(6n);
    await copy.close();
  });
});
