import { refuse } from '#kernel';
import { isUtf8 } from 'node:buffer';
import type { IntakeRefusal } from './intake.refusals.js';
import type { RawRecord } from './record.js';

type HeaderValue = Buffer | string | readonly (Buffer | string)[] | undefined;

/** A message as the client hands it over: as much of it as the door looks at. */
export interface KafkaMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly offset: string;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
}
export interface Partition {
  readonly topic: string;
  readonly partition: number;
}

const STRUCTURED = /^application\/cloudevents/i;
const STRUCTURED_JSON = /^application\/cloudevents\+json\s*(?:;|$)/i;
const CE = 'ce_';

export const placeOf = ({ topic, partition }: Partition, offset: string) => `${topic}/${partition}@${offset}`;

/**
 * The record of a message by the Kafka binding of CloudEvents 1.0: structured when the content type says so,
 * else binary with `ce_` headers, whose values are plain UTF-8. Never throws: what cannot be read is a record
 * all the same, with the reason in it.
 */
export function recordIn(message: KafkaMessage, from: Partition): RawRecord {
  const place = placeOf(from, message.offset);
  const { value, headers = {} } = message;
  const read = textsIn(headers);
  const bytes = value ?? Buffer.alloc(0);
  const refused = (refusal: IntakeRefusal): RawRecord => ({
    bytes,
    place,
    attributes: attributesIn(read.texts),
    unreadable: { step: 'envelope', refusal, ...hintsIn(read.texts) },
  });
  if (value === null) return refused(refuse('intake/tombstone'));
  if (read.broken !== undefined)
    return refused(refuse('intake/header-malformed', { header: printable(read.broken) }));
  const contentType = read.texts.get('content-type') ?? '';
  if (!STRUCTURED.test(contentType)) return { bytes, place, attributes: attributesIn(read.texts) };
  if (STRUCTURED_JSON.test(contentType)) return { bytes, place };
  return refused(refuse('intake/not-one-event', { contentType: printable(contentType) }));
}

/** Headers we look at, as texts; the name of the first of them that is none. */
function textsIn(headers: NonNullable<KafkaMessage['headers']>) {
  const texts = new Map<string, string>();
  let broken: string | undefined;
  for (const [name, value] of Object.entries(headers)) {
    const wanted = name.toLowerCase();
    if (value === undefined || !(wanted.startsWith(CE) || wanted === 'content-type')) continue;
    const text = textOf(value);
    if (text === undefined || texts.has(wanted)) broken ??= name;
    else texts.set(wanted, text);
  }
  return { texts, broken };
}

function textOf(value: NonNullable<HeaderValue>): string | undefined {
  if (typeof value !== 'string' && !Buffer.isBuffer(value)) return undefined;
  const bytes = Buffer.from(value as Buffer);
  const text = isUtf8(bytes) ? bytes.toString('utf8') : '\0';
  return text.includes('\0') ? undefined : text;
}

/** Binary mode: `content-type` is the attribute `datacontenttype`, everything else carries its name. */
function attributesIn(texts: ReadonlyMap<string, string>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, text] of texts)
    attributes[name === 'content-type' ? 'datacontenttype' : name.slice(CE.length)] = text;
  return attributes;
}

function hintsIn(texts: ReadonlyMap<string, string>) {
  const named = { source: 'ce_source', sourceId: 'ce_id', type: 'ce_type', region: 'ce_youanregion' };
  const found = Object.entries(named).map(([hint, header]) => [hint, texts.get(header)?.slice(0, 300)]);
  return Object.fromEntries(found.filter(([, text]) => text !== undefined)) as Record<string, string>;
}

const printable = (text: string) => text.replace(/\p{Cc}|\ufffd/gu, '?').slice(0, 100);
