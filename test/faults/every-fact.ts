import { contractBook, publishedEvents } from '#contracts';
import type {
  Append,
  AppendOutcome,
  DomainEvent,
  EventContract,
  EventStore,
  NewEvent,
  Recorded,
} from '#kernel';
import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../libs/contracts/samples');
type Said = Readonly<Record<string, unknown>>;

/** One version of one event as it was said when that version was new. */
export interface Sample {
  readonly type: string;
  readonly version: number;
  readonly data: Said;
}
export const samples: readonly Sample[] = readdirSync(folder)
  .sort()
  .map((file) => {
    const [, type, version] = /^(\w+)\.v(\d+)\.json$/.exec(file)!;
    const data = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Said;
    return { type: type!, version: Number(version), data };
  });

interface Schema {
  readonly enum?: readonly string[];
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}
const FEW = 3;
const DAYS = 60;
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Other words for the same fact: one of few ids, another code, another day, and a field that need not be said left out. */
function varied(schema: Schema, value: unknown, field: string): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(value)) return fc.tuple(...value.map((item) => varied(schema.items ?? {}, item, field)));
  if (typeof value === 'object' && value !== null) return variedFields(schema, value as Said);
  if (typeof value === 'number') return fc.nat(200);
  if (/^\d{4}-\d\d-\d\d$/.test(String(value)))
    return fc.nat(DAYS).map((days) => dayAfter(String(value), days));
  if (/Id$/.test(field)) return fc.nat(FEW - 1).map((one) => `${String(value)}-${one}`);
  return fc.constant(value);
}
const variedFields = ({ properties = {}, required = [] }: Schema, said: Said) =>
  fc.record(
    Object.fromEntries(
      Object.entries(said).map(([name, value]) => [name, varied(properties[name] ?? {}, value, name)]),
    ),
    { requiredKeys: Object.keys(said).filter((name) => required.includes(name)) },
  );

/** A fact of any kind, said at any time about one of few facilities, cases and officials. */
export interface Fact {
  readonly event: DomainEvent;
  readonly occurredAt: string;
}
const newest = samples.filter(({ type, version }) => contractBook.get(type).version === version);
const factOf = ({ type, data }: Sample): fc.Arbitrary<Fact> =>
  fc
    .tuple(variedFields(contractBook.get(type).schema as Schema, data), fc.nat(DAYS), fc.nat(86_399))
    .map(([said, days, second]) => ({
      event: { type, data: said },
      occurredAt: new Date(Date.UTC(2026, 0, 1 + days) + second * 1000).toISOString().replace('.000Z', 'Z'),
    }));
/** What comes in over weeks: late, in any order, said again with other content. `types`: nothing but these. */
export function anyFacts(length: number, types?: readonly string[]): fc.Arbitrary<readonly Fact[]> {
  const among = newest.filter(({ type }) => types?.includes(type) ?? true);
  const anyFact = fc.constantFrom(...among).chain(factOf);
  return fc.array(anyFact, { minLength: length, maxLength: length, size: 'max' });
}

/** Persons enter the log as commitments. */
function withoutPersons({ personal }: EventContract, said: Said): Said {
  const commitment = (value: unknown) =>
    `pd1:${createHash('sha256').update(String(value)).digest('base64url')}`;
  const hidden = personal
    .filter(({ field }) => field in said)
    .map(({ field }) => [field, commitment(said[field])]);
  return { ...said, ...Object.fromEntries(hidden) };
}

/** The fact on its way into the log, as the scribe writes it. Throws when its contract does not admit it. */
export function written(
  { event: { type, data }, occurredAt }: Fact,
  eventId: string = randomUUID(),
): NewEvent {
  const contract = contractBook.get(type);
  if (!contract.admits(data)) throw new Error(`${type}: ${JSON.stringify(contract.faults(data))}`);
  const department = String((data as Said)['department'] ?? 'HC');
  return {
    eventId,
    type,
    version: contract.version,
    occurredAt,
    subjects: contract.subjects(data),
    body: JSON.stringify(withoutPersons(contract, data as Said)),
    meta: { actor: `${department}-1`, department, region: '371302' },
  };
}

/** Tells facts one after another, each on its own stream; `note` hears the answers. */
export async function tellAll(
  store: EventStore,
  facts: readonly Fact[],
  note: (append: Append, answer: AppendOutcome) => void = () => undefined,
): Promise<void> {
  for (const fact of facts) {
    const stream = contractBook.get(fact.event.type).stream(fact.event.data);
    const append: Append = { stream, expected: 'any', events: [written(fact)] };
    note(append, await store.append(append));
  }
}

/** A sample as the log would hold it. */
export function recordedSample({ type, version, data }: Sample, position: number): Recorded {
  const contract = publishedEvents.find((one) => one.type === type)!;
  const occurredAt = `2026-03-0${1 + (position % 9)}T01:00:00Z`;
  return {
    event: { type, data: withoutPersons(contract, data) },
    version,
    eventId: `e-${position}`,
    position: BigInt(position),
    revision: 0,
    occurredAt,
    stream: contract.stream(data),
    recordedAt: occurredAt,
    subjects: contract.subjects(data),
    meta: { actor: 'li', department: String(data['department'] ?? 'HC'), region: '371302' },
  };
}
