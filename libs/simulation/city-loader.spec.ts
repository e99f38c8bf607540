import { contractBook } from '#contracts';
import { Scribe, type Desk } from '#kernel';
import { rectificationPolicy } from '#rectification';
import { addDays, shanghaiDay } from '#rulebook';
import { MemoryPersonalData } from '#vault';
import { Pool } from 'pg';
import { migratedDatabase } from '../../test/support/migrated-database.js';
import { cityOf, loadCity, stepsOf } from './index.js';

// A store never believes that something became known after now, so the city ends before today.
const until = addDays(shanghaiDay(new Date().toISOString()), -3);
const wish = { seed: 'linyi', until };

let database: Awaited<ReturnType<typeof migratedDatabase>>;
let pool: Pool;
const ground = (onProgress?: (part: number) => void) => ({
  databaseUrl: database.url,
  pool,
  policies: (desk: Desk) => [rectificationPolicy(desk)],
  scribe: new Scribe(contractBook, new MemoryPersonalData()),
  ...(onProgress ? { onProgress } : {}),
});
const TOLD = `select count(*) from store.event join store.type using (type_id) where name <> 'RectificationOpened'`;
const one = async (query: string) => (await pool.query(query)).rows[0] as Record<string, string>;

beforeAll(async () => {
  database = await migratedDatabase();
  pool = new Pool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const facts = cityOf(wish).facts;
const power = (part: number) => {
  if (part > 0.4) throw new Error('the lights went out');
};

test('a load that is cut off goes on where it stopped, also on another day, and loses and doubles nothing', async () => {
  await expect(loadCity(ground(power), wish)).rejects.toThrow('the lights went out');
  const begun = Number((await one(TOLD))['count']);
  expect(begun).toBeGreaterThan(1000);
  expect(begun).toBeLessThan(facts.length);

  const rest = await loadCity(ground(), { ...wish, until: addDays(until, 1) });
  expect(rest).toMatchObject({ outcome: 'loaded', city: wish });
  expect(Number((await one(TOLD))['count'])).toBe(facts.length);
}, 120_000);

test('loading it again does nothing', async () => {
  const before = await one(
    'select max(position) as head, (select sum(times) from intake.rejection) as turned from store.event',
  );
  expect(await loadCity(ground(), wish)).toMatchObject({ outcome: 'stood-already', recorded: 0 });
  expect(
    await one(
      'select max(position) as head, (select sum(times) from intake.rejection) as turned from store.event',
    ),
  ).toEqual(before);
}, 30_000);

test('what became known on a day of the city stands in the log under that day', async () => {
  const { min, max } = await one('select min(recorded_at)::text, max(recorded_at)::text from store.event');
  expect(min!.slice(0, 10)).toBe(addDays(until, -549));
  expect(max! < until).toBe(true);
  const late = await one(
    `select count(*) from store.event where recorded_at > occurred_at + interval '20 days' and occurred_at > '${addDays(until, -540)}'`,
  );
  expect(Number(late['count'])).toBeGreaterThanOrEqual(5);
});

test('every spoilt record lies in the list of rejections, under the reason it was spoilt for', async () => {
  const { rows } = await pool.query<{ code: string; alarm: boolean }>(
    'select code, alarm from intake.rejection',
  );
  const spoilt = stepsOf(cityOf(wish)).flatMap((step) =>
    step.door === 'intake' && step.code ? [step.code] : [],
  );
  expect(rows.map(({ code }) => code).sort()).toEqual(spoilt.sort());
  expect(rows.filter(({ alarm }) => alarm)).toHaveLength(1);
});

test('a database with other facts in it is left alone', async () => {
  const other = await migratedDatabase();
  const elsewhere = new Pool({ connectionString: other.url });
  try {
    const there = { ...ground(), databaseUrl: other.url, pool: elsewhere };
    await loadCity({ ...there, onProgress: power }, { ...wish, seed: 'short' }).catch(() => {});
    await elsewhere.query(`alter table store.event disable trigger all`);
    await elsewhere.query(
      `update store.event set meta = replace(meta::text, 'city.', 'town.') where position = 1`,
    );
    expect(await loadCity(there, wish)).toMatchObject({ outcome: 'not-empty', recorded: 0 });
  } finally {
    await elsewhere.end();
    await other.drop();
  }
}, 60_000);
