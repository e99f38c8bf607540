import { derivedId, refuse, type ContractBook, type DomainEvent, type Draft } from '#kernel';
import { aboutAndOf } from './about.js';
import { beyondAuthority } from './authority.js';
import { openEnvelope, type Envelope } from './envelope.js';
import { meaningless, type Surroundings } from './meaning.js';
import { MAX_RECORD_BYTES, type RawRecord, type Rejection } from './record.js';
import type { Sender } from './sender.js';
import { parseAllStrictly, type Parsed } from './strict-json.js';

/** A record that passed every check and waits to be written down. */
export interface Admitted {
  readonly envelope: Envelope;
  readonly draft: Draft;
}
export type Verdict = { readonly admitted: Admitted } | { readonly rejection: Rejection };

/**
 * Size, envelope, and what they found. Apart from the rest because the look-up of facilities comes between.
 */
export type Read = { readonly envelope: Envelope } | { readonly rejection: Rejection };

export function readAll(records: readonly RawRecord[], book: ContractBook, sender: Sender): Read[] {
  const refused = records.map((record) => record.unreadable ?? sizeRejection(record));
  const sound = records.filter((_, i) => refused[i] === undefined);
  const parsed = parseAllStrictly(sound.map(({ bytes }) => bytes)).values();
  return records.map(({ attributes }, i) => {
    const rejection = refused[i];
    return rejection ? { rejection } : opened(parsed.next().value!, attributes, { book, sender });
  });
}

function opened(
  parsed: Parsed,
  attributes: RawRecord['attributes'],
  { book, sender }: { book: ContractBook; sender: Sender },
): Read {
  if ('refusal' in parsed)
    return { rejection: { step: 'envelope', refusal: parsed.refusal, ...hints(attributes) } };
  const value = attributes ? { ...attributes, data: parsed.value } : parsed.value;
  const envelope = openEnvelope(value, book, sender.department);
  if ('envelope' in envelope) return envelope;
  return { rejection: { step: 'envelope', ...envelope, ...hints(value) } };
}

function sizeRejection({ bytes: { length } }: RawRecord): Rejection | undefined {
  const limit = MAX_RECORD_BYTES;
  if (length === 0) return { step: 'size', refusal: refuse('intake/empty-record') };
  if (length <= limit) return undefined;
  const facts = { bytes: String(length), limit: String(limit) };
  return { step: 'size', refusal: refuse('intake/record-too-large', facts) };
}

/** Authority, schema, meaning: in this order, and the first that fails answers. */
export function judge(envelope: Envelope, sender: Sender, surroundings: Surroundings): Verdict {
  const { contract, data } = envelope;
  const turnedAway = (why: Rejection): Verdict => ({ rejection: { ...why, ...aboutAndOf(envelope) } });
  const refusal = beyondAuthority(envelope, sender);
  if (refusal) return turnedAway({ step: 'authority', refusal });
  const event = contract.checked(ordered(data));
  if (event === undefined) {
    const errors = contract.faults(data).slice(0, 20);
    const malformed = refuse('intake/data-malformed', { type: contract.type });
    const located = errors.map(({ path, message }) => ({ path: `/data${path}`, message }));
    return turnedAway({ step: 'schema', refusal: malformed, errors: located });
  }
  const nonsense = meaningless(envelope, surroundings);
  if (nonsense) return turnedAway({ step: 'meaning', ...nonsense });
  return { admitted: { envelope, draft: draftOf(envelope, event, sender) } };
}

function draftOf(envelope: Envelope, event: DomainEvent, sender: Sender): Draft {
  const { id: sourceId, source, occurredAt, department, region } = envelope;
  return {
    eventId: derivedId('intake', source, sourceId),
    event,
    occurredAt,
    meta: { actor: sender.account, department, region, source, sourceId },
  };
}

/**
 * Keys in one order, whatever order they were sent in: the same content must be the same text. It is looked
 * at afterwards, so nothing may be lost on the way: assigned, a key `__proto__` would become no key at all.
 */
function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const made: Record<string, unknown> = {};
  for (const name of sorted(Object.keys(value))) {
    const kept = ordered((value as Record<string, unknown>)[name]);
    if (name === '__proto__') Object.defineProperty(made, name, { value: kept, enumerable: true });
    else made[name] = kept;
  }
  return made;
}

/** In place, by insertion: for a handful of names `sort` makes more garbage than it does work. */
function sorted(names: string[]): string[] {
  if (names.length > 20) return names.sort();
  for (let i = 1; i < names.length; i += 1) {
    const name = names[i]!;
    let at = i;
    for (; at > 0 && names[at - 1]! > name; at -= 1) names[at] = names[at - 1]!;
    names[at] = name;
  }
  return names;
}

/** What of a broken envelope can be shown in the list all the same. */
function hints(value: unknown): Pick<Rejection, 'source' | 'sourceId' | 'type' | 'region'> {
  if (typeof value !== 'object' || value === null) return {};
  const { source, id, type, youanregion } = value as Record<string, unknown>;
  const shown = (text: unknown) =>
    typeof text === 'string' && text.length <= 300 && !text.includes('\0') ? text : undefined;
  const found = { source: shown(source), sourceId: shown(id), type: shown(type), region: shown(youanregion) };
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined));
}
