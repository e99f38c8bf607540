import { binaryEvent, EventStoreDBClient, jsonEvent, START, streamNameFilter } from '@eventstore/db-client';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { follow, type Batch } from './eventstoredb-following.js';
import {
  eventStoreDbGround,
  indexDatabase,
  memoryIndexes,
  type EventStoreDbGround,
} from './eventstoredb-ground.specification.js';
import type { Mark } from './eventstoredb-index.js';
import { PostgresEventIndex } from './eventstoredb-postgres-index.js';
import { newAppend, newEvent, newStream } from './store-samples.specification.js';

describe('a filtered subscription whose handler is slow and whose process crashes', () => {
  let ground: EventStoreDbGround;
  let standIn: StandIn;
  const [ours, theirs] = ['ours.', 'theirs.'];
  beforeAll(async () => {
    standIn = await startStandIn();
    ground = await eventStoreDbGround();
    for (let i = 0; i < 120; i += 1)
      await ground.store.append(newAppend(`${i % 3 ? theirs : ours}${newStream()}`));
  });
  afterAll(async () => {
    await ground.close();
    standIn.stop();
  });
  const all = () => ground.standIn!.log.events.filter(({ stream }) => stream.startsWith(ours));

  test('skips events when the client’s callback stores the checkpoint', async () => {
    const client = EventStoreDBClient.connectionString(ground.url);
    const handled: string[] = [];
    let stored: Mark | undefined;
    const checkpointReached = async (_: unknown, mark: Mark) => void (stored = mark);
    const filter = streamNameFilter({ prefixes: [ours], checkpointInterval: 1, checkpointReached });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    for await (const { event } of subscription) {
      await sleep(20);
      handled.push(event!.id);
      if (stored) break; // the process dies here
    }
    const behind = ground.standIn!.log.events.filter(({ position }) => BigInt(position) <= stored!.commit);
    const skipped = behind.filter(({ id, stream }) => stream.startsWith(ours) && !handled.includes(id));
    expect(skipped.length).toBeGreaterThan(0);
  });

  test('skips none when the mark waits in line behind the events before it (test 18)', async () => {
    const client = EventStoreDBClient.connectionString(ground.url);
    const handled: string[] = [];
    let stored: Mark | undefined;
    let writing = true;
    const writer = (async () => {
      for (let i = 0; i < 150; i += 1)
        await ground.store.append(newAppend(`${i % 3 ? theirs : ours}${newStream()}`));
      writing = false;
    })();
    let lives = 0;
    for (; writing || !all().every(({ id }) => handled.includes(id)); lives += 1) {
      const death = new AbortController();
      const deliver = async ({ events, mark }: Batch) => {
        for (const { recorded } of events) {
          await sleep(2);
          handled.push(recorded.eventId);
          if (lives % 2 === 0 && handled.length % 7 === 0) throw new Error('dead in the middle of a batch');
        }
        stored = mark;
        if (lives % 2) setTimeout(() => death.abort(), 5);
      };
      const life = follow({ client, prefix: ours, from: stored, signal: death.signal, deliver });
      await Promise.race([life.catch(() => {}), sleep(200)]);
      death.abort();
    }
    await writer;
    expect(lives).toBeGreaterThan(5);
    // What a dead one had in hand comes again; nothing is left out, and nothing comes before what was
    // before it.
    expect([...new Set(handled)]).toEqual(all().map(({ id }) => id));
  });
});

describe('the index beside EventStoreDB', () => {
  let database: { url: string; drop: () => Promise<void> };
  let ground: EventStoreDbGround;
  let beside: pg.Pool;
  beforeEach(async () => {
    database = await indexDatabase();
    beside = new pg.Pool({ connectionString: database.url, max: 2 });
    beside.on('error', () => {});
    const open = () => new PostgresEventIndex(database.url);
    ground = await eventStoreDbGround({}, async () => ({ open, close: async () => {} }));
  });
  afterEach(async () => {
    await ground.close();
    await beside.end();
    await database.drop();
  });
  const count = async (table: string) =>
    Number((await beside.query<{ count: string }>(`select count(*) from store.${table}`)).rows[0]!.count);

  test('is filled once by many stores, and goes on when the filler’s connection is cut', async () => {
    for (let i = 0; i < 20; i += 1) await ground.store.append(newAppend(newStream()));
    expect(await ground.store.readSubject('facility:F-1')).toHaveLength(20);
    await beside.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
      and objid = 7015 and database = (select oid from pg_database where datname = current_database())`);
    for (let i = 0; i < 20; i += 1) await ground.another().append(newAppend(newStream()));
    await ground.store.append(newAppend(newStream()));
    const about = await ground.store.readSubject('facility:F-1');
    expect(await count('esdb_index')).toBe(about.length);
    expect(await count('esdb_stray')).toBe(0);
  });

  test('may be thrown away: it is filled again from the log, with the same answers', async () => {
    for (let i = 0; i < 10; i += 1) await ground.store.append(newAppend(newStream()));
    const before = await ground.store.readSubject('facility:F-1');
    const { rows } = await beside.query('select * from store.esdb_index order by position');
    await beside.query('truncate store.esdb_index, store.esdb_mark');
    await beside.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = 7015`,
    );
    expect(await ground.store.readSubject('facility:F-1')).toEqual(before);
    expect((await beside.query('select * from store.esdb_index order by position')).rows).toEqual(rows);
  });

  test('keeps both numbers of a place, and never goes back', async () => {
    await ground.store.append(newAppend(newStream()));
    await ground.store.readSubject('facility:F-1');
    const { rows } = await beside.query('select position = prepare as same from store.esdb_index');
    expect(rows).toEqual([{ same: true }]);
    const mark = 'select position from store.esdb_mark';
    const before = (await beside.query(mark)).rows;
    await beside.query(`select store.esdb_fill('{}', '{}', '{}', '{}', '{}', '{}', '{}', 1, 1)`);
    expect((await beside.query(mark)).rows).toEqual(before);
  });

  test('finds an id that stands twice in the log, and says so', async () => {
    const append = newAppend('case-1');
    await ground.store.append(append);
    const client = EventStoreDBClient.connectionString(ground.url);
    const read = client.readStream('case-1')[Symbol.asyncIterator]();
    const { event } = (await read.next()).value!;
    const { id, type, data, metadata } = event as never as Parameters<typeof binaryEvent>[0] & { id: string };
    const copy = binaryEvent({ id, type, data, metadata: Buffer.from(JSON.stringify(metadata)) });
    await client.appendToStream('case-2', copy);
    await ground.store.readSubject('facility:F-1');
    expect(await count('esdb_stray')).toBe(1);
    expect((await ground.store.find(append.events[0]!.eventId))!.stream).toBe('case-1');
  });

  test('and the log pass over what others wrote: system streams and events of another form', async () => {
    const client = EventStoreDBClient.connectionString(ground.url);
    const strange = () => jsonEvent({ type: 'Strange', data: { facility: 'F-1' } });
    await client.appendToStream('$stats-1', strange());
    await ground.store.append(newAppend('case-1'));
    for (let i = 0; i < 30; i += 1) await client.appendToStream(i % 2 ? '$stats-1' : 'foreign', strange());
    const head = await ground.store.head();
    const { events, next } = await ground.store.readAll({ after: 0n, limit: 10 });
    expect(events.map(({ stream, position }) => [stream, position])).toEqual([['case-1', head]]);
    expect(next).toBeGreaterThan(head); // what matched nothing is not read again
    expect(await ground.store.readAll({ after: next, limit: 10 })).toEqual({ events: [], next });
    expect(await ground.store.readSubject('facility:F-1')).toHaveLength(1);
  });

  test('a duplicate from another process is found beyond what the index has reached', async () => {
    const idle = await eventStoreDbGround({ fillsIndex: false }, memoryIndexes); // nobody fills
    const append = newAppend('case-1', { events: [newEvent(), newEvent()] });
    const first = await idle.store.append(append);
    await idle.store.append(newAppend('case-1'));
    expect(await idle.another().append(append)).toEqual({ ...first, outcome: 'duplicate' });
    expect(await idle.another().append({ ...append, expected: 2 })).toEqual({
      ...first,
      outcome: 'duplicate',
    });
    await idle.close();
  });
});
