import {
  InvalidAppend,
  MAX_BODY_BYTES,
  MAX_EVENTS_PER_APPEND,
  type Append,
  type NewEvent,
} from './event-store.port.js';
import { isWrittenDown } from './scribe.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;
export const isEventId = (text: string) => UUID.test(text);
const MAX_NAME_LENGTH = 200;
/** What most names are. */
const PLAIN = /^[!-~]{1,200}$/;
const MAX_SUBJECTS = 100;
const MOST_BYTES_A_CHARACTER = 3;

/** What was learnt of an append on the way. */
export interface Admission {
  /** The most bytes its bodies can have: their characters are counted, not each one's bytes. */
  readonly bytes: number;
  /** When its events happened, in microseconds since 1970. */
  readonly instants: readonly bigint[];
}

/**
 * Refuses what no store may take, before it can disturb the neighbours of its group, and a `recordedAt` where
 * the store was not opened for import. Throws {@link InvalidAppend}.
 */
export function admit(append: Append, { allowRecordedAt = false } = {}): Admission {
  const { stream, expected, events, recordedAt } = append;
  if (recordedAt !== undefined && !allowRecordedAt)
    throw new InvalidAppend('recordedAt is ours to give: this store was not opened for import');
  requireName('stream', stream);
  if (typeof expected === 'number') requireCount('expected revision', expected, 0);
  if (recordedAt !== undefined) microsecondsOf(recordedAt);
  if (events.length === 0) throw new InvalidAppend(`${stream}: no events`);
  if (events.length > MAX_EVENTS_PER_APPEND)
    throw new InvalidAppend(`${stream}: ${events.length} events in one append`);
  if (events.length > 1 && new Set(events.map(({ eventId }) => eventId)).size < events.length)
    throw new InvalidAppend(`${stream}: an event id stands twice in one append`);
  let bytes = 0;
  for (const event of events) bytes += admitEvent(event);
  return { bytes, instants: events.map(({ occurredAt }) => microsecondsOf(occurredAt)) };
}

function admitEvent(event: NewEvent): number {
  const { eventId, type, version, body, subjects } = event;
  if (!isEventId(eventId)) throw new InvalidAppend(`event id ${eventId} is not a UUID in lower case`);
  requireName('type', type);
  requireCount('version', version, 1);
  if (subjects.length > MAX_SUBJECTS) throw new InvalidAppend(`${eventId}: ${subjects.length} subjects`);
  for (const subject of subjects) requireName('subject', subject);
  const most = MOST_BYTES_A_CHARACTER * body.length;
  const bytes = most > MAX_BODY_BYTES ? Buffer.byteLength(body) : most;
  if (bytes > MAX_BODY_BYTES) throw new InvalidAppend(`${eventId}: a body of ${bytes} bytes`);
  if (!isWrittenDown(event)) requireJson(eventId, body);
  return bytes;
}

/** Half a surrogate pair cannot be stored as UTF-8: the text that came back would be another one. */
function requireJson(eventId: string, body: string): void {
  if (!wellFormed(body)) throw new InvalidAppend(`${eventId}: the body holds half a surrogate pair`);
  try {
    JSON.parse(body);
  } catch {
    throw new InvalidAppend(`${eventId}: the body is not JSON`);
  }
}

function requireName(what: string, name: string): void {
  if (PLAIN.test(name)) return;
  if (name === '' || name.length > MAX_NAME_LENGTH || name.includes('\0') || !wellFormed(name))
    throw new InvalidAppend(`${what} ${JSON.stringify(name.slice(0, MAX_NAME_LENGTH))} is not a name`);
}

function requireCount(what: string, count: number, least: number): void {
  if (!Number.isInteger(count) || count < least || count > 2 ** 31 - 1)
    throw new InvalidAppend(`${what} ${count} is not an integer from ${least}`);
}

// In every Node we support, but not yet in the library declarations of this language level.
const wellFormed = (text: string) => (text as string & { isWellFormed(): boolean }).isWellFormed();

/**
 * An instant as microseconds since 1970. Throws {@link InvalidAppend} for what is no instant, such as 30
 * February.
 */
export function microsecondsOf(instant: string): bigint {
  const whole = instant.length === 20 ? instant : `${instant.slice(0, 19)}Z`;
  const milliseconds = INSTANT.test(instant) ? Date.parse(whole) : NaN;
  const lastDays = instant[8] === '3' || (instant[8] === '2' && instant[9] === '9');
  if (Number.isNaN(milliseconds) || (lastDays && !isOnItsDay(milliseconds, instant)))
    throw new InvalidAppend(`${instant} is not an instant in UTC`);
  const seconds = BigInt(milliseconds) * 1000n;
  return whole === instant ? seconds : seconds + BigInt(instant.slice(20, -1).padEnd(6, '0'));
}
/** `Date` takes 30 February for 1 March. */
const isOnItsDay = (milliseconds: number, instant: string) =>
  new Date(milliseconds).toISOString().slice(0, 10) === instant.slice(0, 10);

/** The instant as every store answers it: no trailing zeros in the fraction, as PostgreSQL writes it. */
export function shortestInstant(instant: string): string {
  return instant.includes('.') ? instant.replace(/\.?0*Z$/, 'Z') : instant;
}
