import { contractBook } from '#contracts';
import { replay, snakeCase, type DomainEvent, type Projection, type Recorded, type Table } from '#kernel';
import type { EventStore, ProjectionEntry } from '#kernel';
import type { Pool } from 'pg';

/** An event as it stands in the log, with what the proof asks of it. */
export interface Stands {
  readonly eventId: string;
  readonly position: bigint;
  readonly event: { readonly type: string };
  readonly subjects: readonly string[];
}
/** What was promised, and what stands at the end. */
export interface Evidence {
  /** Ids of events whose sender was told that they stand. */
  readonly acknowledged: ReadonlySet<string>;
  readonly log: readonly Stands[];
  /** What the platform itself says, once for each such fact. */
  readonly answers: { readonly fact: string; readonly answer: string };
}

/** Everything that is not as it must be, in words. Empty: nothing is lost and nothing is twice. */
export function violations({ acknowledged, log, answers }: Evidence): string[] {
  const ids = new Map<string, number>();
  for (const { eventId } of log) ids.set(eventId, (ids.get(eventId) ?? 0) + 1);
  const count = (type: string) => log.filter(({ event }) => event.type === type);
  const [facts, answered] = [count(answers.fact), count(answers.answer)];
  const unsent = log.filter(
    ({ eventId, event }) => !acknowledged.has(eventId) && event.type !== answers.answer,
  );
  return [
    ...[...acknowledged].filter((id) => !ids.has(id)).map((id) => `${id} is lost`),
    ...[...ids].filter(([, times]) => times > 1).map(([id]) => `${id} is stored twice`),
    ...unsent.map(({ eventId }) => `${eventId} was never sent`),
    ...log.flatMap(({ position }, i) =>
      position === BigInt(i + 1) ? [] : [`position ${position} stands where ${i + 1} should`],
    ),
    ...(facts.length === answered.length
      ? []
      : [`${facts.length} × ${answers.fact} were answered by ${answered.length} × ${answers.answer}`]),
  ];
}

/** Rows by key, each as the text of its fields: what a table shows, or what the pure rules say. */
export type Rows = ReadonlyMap<string, string>;

export function differences(name: string, said: Rows, shown: Rows): string[] {
  const differ = [...said].filter(([key, row]) => shown.has(key) && shown.get(key) !== row);
  return [
    ...[...said.keys()].filter((key) => !shown.has(key)).map((key) => `${name} lacks ${key}`),
    ...[...shown.keys()].filter((key) => !said.has(key)).map((key) => `${name} shows ${key} too much`),
    ...differ.map(([key, row]) => `${name} shows ${key} as ${shown.get(key)}, not ${row}`),
  ];
}

export async function wholeLog(store: EventStore): Promise<Recorded[]> {
  const log: Recorded[] = [];
  for (let after = 0n; ;) {
    const { events, next } = await store.readAll({ after, limit: 2_000 });
    if (next === after) return log;
    log.push(...events);
    after = next;
  }
}

/** What a read model shows, against what its rules make of the whole log in memory. */
export async function readModelFaults(
  pool: Pool,
  { projection, table }: ProjectionEntry,
  log: readonly Recorded[],
): Promise<string[]> {
  const { columns } = table as unknown as Table<Record<string, unknown>>;
  const fields = Object.entries(columns).map(([field, type]) => ({ field, type, column: snakeCase(field) }));
  const { rows } = await pool.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(r) as row from read."${projection.name}" r`,
  );
  const text = (row: Record<string, unknown>, by: 'field' | 'column') =>
    JSON.stringify(fields.map((one) => [one.field, plain(row[one[by]], one.type)]));
  const shown = new Map(rows.map(({ row }) => [String(row['key']), text(row, 'column')]));
  const rules = projection as unknown as Projection<DomainEvent, Record<string, unknown>>;
  const current = log.map((recorded) => contractBook.current(recorded));
  const said = new Map([...replay(rules, current)].map(([key, row]) => [key, text(row, 'field')]));
  const twice = rows.length === shown.size ? [] : [`${projection.name} shows a key more than once`];
  return [...twice, ...differences(projection.name, said, shown)];
}

/** One form for what a rule wrote and what PostgreSQL gives back of it. */
function plain(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'timestamptz') return new Date(String(value)).toISOString();
  if (type === 'bigint') return String(value);
  return type === 'jsonb' ? sorted(JSON.parse(JSON.stringify(value))) : value;
}

/** `jsonb` keeps no order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
