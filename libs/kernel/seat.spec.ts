import pg from 'pg';
import { migratedDatabase } from '../../test/support/migrated-database.js';
import { Fenced } from './lease.js';
import { pause } from './runner-pause.js';
import { Seat, whileSeated, type Tenure } from './seat.js';
import { Timer, type Errand } from './timer.js';

let pool: pg.Pool;
let drop: () => Promise<void>;
const stopping: AbortController[] = [];
const running: Promise<void>[] = [];

beforeEach(async () => {
  const database = await migratedDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
  pool.on('error', () => undefined);
  drop = database.drop;
});
afterEach(async () => {
  for (const stop of stopping.splice(0)) stop.abort();
  await Promise.all(running.splice(0));
  await pool.end();
  await drop();
});

async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 20_000) {
  for (const end = Date.now() + timeoutMs; !(await holds()); await pause(20))
    if (Date.now() > end) throw new Error('it did not come about');
}

/** A candidate that only sits. */
function candidate(owner: string) {
  const seat = new Seat(pool, 'ledger', owner);
  const stop = new AbortController();
  const tenures: Tenure[] = [];
  const done = seat.run(async (tenure) => {
    tenures.push(tenure);
    while (!tenure.lost.aborted) await pause(60_000, tenure.lost);
  }, stop.signal);
  stopping.push(stop);
  running.push(done);
  return { seat, stop, tenures, done };
}
const leaseEnds = () => pool.query(`update runner.seat set lease_until = now() - interval '1 second'`);

test('of several candidates one sits, and when it leaves another does', async () => {
  const candidates = ['a', 'b', 'c'].map(candidate);
  await until(() => candidates.some(({ seat }) => seat.held));
  await pause(1_500);
  const [first, ...more] = candidates.filter(({ seat }) => seat.held);
  expect(more).toEqual([]);
  first!.stop.abort();
  await first!.done;
  await until(() => candidates.some((one) => one !== first && one.seat.held), 5_000);
  expect(candidates.filter(({ seat }) => seat.held)).toHaveLength(1);
  expect((await first!.seat.holder())?.epoch).toBe(2n);
});

test('one whose lease ended is told so, and whatever it still writes does not count', async () => {
  await pool.query('create table written (by text)');
  const [first, second] = [candidate('a'), candidate('b')];
  await until(() => first.seat.held || second.seat.held);
  const [sits, waits] = first.seat.held ? [first, second] : [second, first];
  await leaseEnds();
  await until(() => waits.seat.held);
  const write = (tenure: Tenure, by: string) =>
    whileSeated(pool, tenure, (client) => client.query('insert into written values ($1)', [by]));
  await expect(write(sits.tenures[0]!, 'the one before')).rejects.toThrow(Fenced);
  await write(waits.tenures[0]!, 'the successor');
  expect((await pool.query('select * from written')).rows).toEqual([{ by: 'the successor' }]);
  await until(() => sits.tenures[0]!.lost.aborted);
  expect(sits.seat.held).toBe(false);
});

test('an errand is done once for each time it is due, however many programs could do it', async () => {
  await pool.query('create table done (at timestamptz default clock_timestamp())');
  const errand: Errand = {
    name: 'count',
    everySeconds: 2,
    run: (client) => client.query('insert into done default values'),
  };
  for (const owner of ['a', 'b']) {
    const stop = new AbortController();
    stopping.push(stop);
    running.push(new Timer(pool, [errand], owner).run(stop.signal));
  }
  const times = async () => Number((await pool.query('select count(*) as n from done')).rows[0].n);
  await until(async () => (await times()) === 1);
  await pause(1_000);
  expect(await times()).toBe(1);
  await until(async () => (await times()) === 2);
  await leaseEnds();
  await until(async () => (await times()) === 3);
  const { rows } = await pool.query<{ apart: number }>(
    `select extract(epoch from at - lag(at) over (order by at))::float8 as apart from done offset 1`,
  );
  for (const { apart } of rows) expect(apart).toBeGreaterThan(1.9);
});

test('an errand that fails says why and does not hold up the others', async () => {
  const errands: Errand[] = [
    { name: 'breaks', everySeconds: 3600, run: () => Promise.reject(new Error('the shelf is bare')) },
    { name: 'works', everySeconds: 3600, run: (client) => client.query('select 1') },
  ];
  const stop = new AbortController();
  stopping.push(stop);
  running.push(new Timer(pool, errands, 'a').run(stop.signal));
  const rows = async () => (await pool.query('select name, failure from runner.errand order by name')).rows;
  await until(async () => (await rows()).length === 2);
  expect(await rows()).toEqual([
    { name: 'breaks', failure: 'the shelf is bare' },
    { name: 'works', failure: null },
  ]);
});
