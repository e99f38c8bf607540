import { PostgresEventStore, type Append } from '#kernel';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrateStore } from '../../libs/kernel/store-ground.specification.js';
import { bareTable, bodyOf, META, pace, type Pace } from './append-limit.js';
import { ceilingResult, interleaved, rateResult, type Benchmark, type Result } from './harness.js';
import type { LoadGround } from './load-ground.js';

interface Load {
  readonly callers: number;
  readonly events: number;
  readonly goal: number;
  readonly p99Ms?: number;
}
const LOADS: readonly Load[] = [
  { callers: 1, events: 1, goal: 0.6 },
  { callers: 8, events: 1, goal: 0.9 },
  { callers: 64, events: 1, goal: 1.9, p99Ms: 10 },
  { callers: 256, events: 1, goal: 2.4 },
  { callers: 64, events: 10, goal: 0.85 },
];
/** More connections than these do not make the bare table faster on two cores. */
const BEST_CONNECTIONS = 8;

let serial = 0;
/** A new case with so many findings, each about a facility and a case: all checks of the port are on. */
export function newCase(events: number): Append {
  serial += 1;
  const stream = `case-${serial}-${randomUUID().slice(0, 8)}`;
  return {
    stream,
    expected: 'none' as const,
    events: Array.from({ length: events }, () => ({
      eventId: randomUUID(),
      type: 'HazardFound',
      version: 1,
      body: bodyOf(serial),
      meta: META,
      occurredAt: '2024-05-06T01:00:00Z',
      subjects: [`facility:F-371302-${serial % 5_000}`, `case:${stream}`],
    })),
  };
}

/** Appends through the port for some seconds, then compares what was acknowledged with what is stored. */
async function throughPort(url: string, { callers, events }: Load): Promise<Pace> {
  const store = new PostgresEventStore(url);
  await store.append(newCase(1));
  const before = await store.head();
  let acknowledged = 0;
  const measured = await pace(callers, events, async () => {
    const { outcome } = await store.append(newCase(events));
    if (outcome !== 'ok') throw new Error(`a new case was answered ${outcome}`);
    acknowledged += events;
  });
  const stored = Number((await store.head()) - before);
  await store.close();
  if (stored !== acknowledged) throw new Error(`${acknowledged} events acknowledged, ${stored} stored`);
  return measured;
}

export async function onDatabase<T>(ground: LoadGround, run: (url: string) => Promise<T>): Promise<T> {
  const database = await ground.freshDatabase();
  try {
    await migrateStore(database.url);
    return await run(database.url);
  } finally {
    await database.drop();
  }
}

const nameOf = ({ callers, events }: Load) =>
  `append, ${callers} ${callers === 1 ? 'caller' : 'callers'}${events > 1 ? `, ${events} events each` : ''}`;

async function compare(url: string, load: Load, name: string): Promise<readonly Result[]> {
  const bare = { callers: Math.min(load.callers, BEST_CONNECTIONS), events: load.events };
  const { limit, port } = await interleaved(
    { limit: () => bareTable(url, bare), port: () => throughPort(url, load) },
    url,
  );
  const rates = (paces: readonly Pace[]) => paces.map(({ rate }) => rate);
  const result = rateResult(name, { goal: load.goal }, rates(port), rates(limit));
  const latencies = port.map(({ p99 }) => p99);
  return load.p99Ms === undefined
    ? [result]
    : [result, ceilingResult(`${name}: p99`, 'ms', load.p99Ms, latencies)];
}

/** As a backup holds it: the oldest snapshot stays for the whole run, so nothing that dies can be cleaned away. */
async function underSnapshot(url: string, run: () => Promise<readonly Result[]>): Promise<readonly Result[]> {
  const backup = new pg.Client({ connectionString: url });
  await backup.connect();
  await backup.query('begin isolation level repeatable read');
  await backup.query('select count(*) from store.event');
  const results = await run();
  await backup.query('rollback');
  await backup.end();
  return results;
}

export const appendBenchmarks: readonly Benchmark[] = [
  ...LOADS.map((load) => ({
    name: nameOf(load),
    run: (ground: LoadGround) => onDatabase(ground, (url) => compare(url, load, nameOf(load))),
  })),
  ...LOADS.slice(0, 3).map((load) => ({
    name: `${nameOf(load)}, snapshot held`,
    run: (ground: LoadGround) =>
      onDatabase(ground, (url) =>
        underSnapshot(url, () => compare(url, load, `${nameOf(load)}, snapshot held`)),
      ),
  })),
];
