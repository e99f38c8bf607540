import pg from 'pg';
import { eventsBetween } from './postgres-copied-event.js';
import { HEAD, ONE, STREAM, SUBJECT } from './postgres-queries.js';
import { postgresGround, type PostgresGround } from './store-ground.specification.js';
import { FULL } from './store-crowd.specification.js';

const EVENTS = FULL ? 2_000_000 : 50_000;
const FILL = `insert into store.event select g, (g - 1) % 5, now(), now(), md5(g::text)::uuid, 1, 1,
  'case-' || (g - 1) / 5, array['facility:' || g % (${EVENTS} / 200), 'case:' || (g - 1) / 5], repeat('x', 300), '{}'
  from generate_series(1, ${EVENTS}) g`;

describe.each(['before', 'after'])('plans of the hot queries %s the log is analysed', (when) => {
  let ground: PostgresGround;
  let session: pg.Client;
  beforeAll(async () => {
    ground = await postgresGround();
    await ground.sql('alter table store.event set (autovacuum_enabled = off)');
    await ground.sql(FILL);
    if (when === 'after') await ground.sql('vacuum analyze store.event');
    session = new pg.Client({ connectionString: ground.url });
    await session.connect();
  }, 300_000);
  afterAll(async () => {
    await session.end();
    await ground.close();
  });

  const planned = async (explain: string) => {
    const { rows } = await session.query(explain);
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  };
  const planOf = async (text: string, values: readonly unknown[], mode: string) => {
    await session.query(`set plan_cache_mode = ${mode}`);
    const types: Record<string, string> = {
      [STREAM]: '(text, bigint, bigint)',
      [SUBJECT]: '(text, bigint, bigint, bigint)',
    };
    await session.query(`deallocate all; prepare hot ${types[text] ?? ''} as ${text}`);
    const list = values.map((value) => (value === null ? 'null' : `'${String(value)}'`)).join(', ');
    return planned(`explain execute hot ${list === '' ? '' : `(${list})`}`);
  };

  const places = [0, 0.5, 0.99, 1].map((share) => Math.floor(EVENTS * share));

  // Without statistics the planner cannot know that the log lies in its order; it sorts the window it has
  // found.
  const asStored = when === 'after' ? ', without sorting' : '';
  test.each(places)(`the log after %i is a range of its index${asStored}`, async (after) => {
    const plan = await planned(`explain ${eventsBetween(BigInt(after), BigInt(after + 1_000))}`);
    expect(plan).toMatch(/Index Scan (using|on) event_pkey/);
    expect(plan).not.toMatch(when === 'after' ? /Sort|Seq Scan/ : /Seq Scan/);
  });

  test('the index of subjects owes nothing that an append would have to pay for others', async () => {
    const [owed] = await ground.sql(`select gin_clean_pending_list('store.event_subjects') as pages`);
    expect(owed).toEqual({ pages: '0' });
  });

  describe.each(['force_custom_plan', 'force_generic_plan'])('%s', (mode) => {
    test.each(places)('the stream of event %i is a range of its index', async (place) => {
      const plan = await planOf(STREAM, [`case-${Math.floor(place / 5)}`, 0, null], mode);
      expect(plan).toMatch(/event_stream/);
      expect(plan).not.toMatch(/Seq Scan/);
    });

    test('a subject is found by its index', async () => {
      const plan = await planOf(SUBJECT, ['facility:7', 0, EVENTS, null], mode);
      expect(plan).toMatch(/Bitmap Index Scan on event_subjects/);
    });

    test('an event and the head are found by one look into an index', async () => {
      const id = '00000000-0000-8000-8000-000000000000';
      expect(await planOf(ONE, [id], mode)).toMatch(/Index Scan using event_id/);
      expect(await planOf(HEAD, [], mode)).toMatch(/Index Only Scan Backward using event_pkey/);
    });
  });
});
