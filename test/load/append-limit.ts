import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { percentile } from './harness.js';

/** What was counted in one run of some seconds. */
export interface Pace {
  /** Events a second. */
  readonly rate: number;
  /** Milliseconds that 99 of 100 calls stayed below. */
  readonly p99: number;
}

export const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 2);
const NOTE = '检查项目说明文字';
export const META = { actor: 'fire-officer-1', department: 'FIRE', region: '371302' };

/** A body of about one kilobyte, mostly Chinese, as a finding is. */
export const bodyOf = (serial: number) =>
  JSON.stringify({ facilityId: `F-371302-${serial % 5_000}`, serial, finding: NOTE.repeat(40) });

/** Lets `callers` call over and over for {@link SECONDS}, each waiting for its answer. */
export async function pace(
  callers: number,
  eventsPerCall: number,
  call: (caller: number) => Promise<unknown>,
): Promise<Pace> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + SECONDS * 1_000;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let began = performance.now(); began < end; began = performance.now()) {
        await call(caller);
        latencies.push(performance.now() - began);
      }
    }),
  );
  const rate = (latencies.length * eventsPerCall * 1_000) / (performance.now() - start);
  return { rate, p99: percentile(latencies, 0.99) };
}

const TABLE = `drop table if exists bare; create table bare (
  id bigint generated always as identity primary key, event_id uuid, stream text, version bigint, type text,
  body text, meta text, recorded_at timestamptz default clock_timestamp())`;
const COLUMNS = 'insert into bare (event_id, stream, version, type, body, meta)';
const ONE = `${COLUMNS} values ($1, $2, $3, $4, $5, $6)`;
const MANY = `${COLUMNS} select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])`;

/** The limit: a bare table that takes one INSERT a commit, or one of ten rows, from so many connections. */
export async function bareTable(url: string, { callers, events }: { callers: number; events: number }) {
  const clients = Array.from({ length: callers }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]!.query(TABLE);
  const meta = JSON.stringify(META);
  let serial = 0;
  const measured = await pace(callers, events, (caller) => {
    const rows = Array.from({ length: events }, (_, i) => {
      serial += 1;
      return [randomUUID(), `case-${caller}-${serial}`, i, 'HazardFound', bodyOf(serial), meta];
    });
    const values = events === 1 ? rows[0]! : rows[0]!.map((_, column) => rows.map((row) => row[column]));
    return clients[caller]!.query({ name: 'bare', text: events === 1 ? ONE : MANY, values });
  });
  await Promise.all(clients.map((client) => client.end()));
  return measured;
}
