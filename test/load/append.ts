import { PostgresEventStore, type Append, type EventStore } from '#kernel';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrateStore } from '../../libs/kernel/store-ground.specification.js';
import { bareTable, bodyOf, META, pace, type Pace } from './append-limit.js';
import {
  ceilingResult,
  interleaved,
  rateResult,
  type Benchmark,
  type LoadGround,
  type Result,
} from './harness.js';

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
    ...{ stream, expected: 'none' as const },
    events: Array.from({ length: events }, () => ({
      ...{ eventId: randomUUID(), type: 'HazardFound', version: 1, body: bodyOf(serial), meta: META },
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

async function onDatabase<T>(ground: LoadGround, run: (url: string) => Promise<T>): Promise<T> {
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
  const { bare, port } = await interleaved({
    bare: () => bareTable(url, { callers: Math.min(load.callers, BEST_CONNECTIONS), events: load.events }),
    port: () => throughPort(url, load),
  });
  const rates = (paces: readonly Pace[]) => paces.map(({ rate }) => rate);
  const result = rateResult(name, { goal: load.goal }, rates(port), rates(bare));
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

/** A reader follows 8 writers: what it handled must be what was stored, each once and in order. */
async function followed(url: string): Promise<Pace & { handled: number; stored: number }> {
  const writers = new PostgresEventStore(url);
  const reader: EventStore = new PostgresEventStore(url);
  let writing = true;
  const start = await reader.head();
  const following = (async () => {
    let [after, handled] = [start, 0];
    for (;;) {
      const last = !writing;
      const { events, next } = await reader.readAll({ after, limit: 1_000 });
      handled += events.length;
      after = next;
      if (events.length === 0 && last) return handled;
      if (events.length === 0) await reader.waitBeyond(after, 100);
    }
  })();
  const measured = await pace(8, 1, () => writers.append(newCase(1)));
  writing = false;
  const handled = await following;
  const stored = Number((await writers.head()) - start);
  await Promise.all([writers.close(), reader.close()]);
  return { ...measured, handled, stored };
}

const follow: Benchmark = {
  name: 'follow, 8 writers',
  run: (ground) =>
    onDatabase(ground, async (url) => {
      const { reader } = await interleaved({ reader: () => followed(url) });
      const handled = reader.map((round) => round.handled);
      const stored = reader.map((round) => round.stored);
      const line = rateResult('follow, 8 writers: handled', { unit: 'events', goal: 1 }, handled, stored);
      return [{ ...line, met: handled.every((count, round) => count === stored[round]) }];
    }),
};

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
  follow,
];
