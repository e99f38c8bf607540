import type { DomainEvent, EventMeta, Recorded } from './event.js';
import { InvalidAppend, type Append, type NewEvent } from './event-store.port.js';
import type { StoredEvent } from './eventstoredb-stored.js';
import type { WireEvent } from './eventstoredb-wire.js';
import type { WrittenEvent } from './log-copy.js';
import { microsecondsOf, shortestInstant } from './store-admission.js';
import { instantOfMs } from './stored-instant.js';
import { utf8Text } from './utf8.js';

/** What stands beside the body. The names are short because they are stored with every event. */
interface Beside {
  /** Version of the event's contract. */
  readonly v: number;
  /** When it happened in the world. */
  readonly at: string;
  readonly s: readonly string[];
  readonly m: EventMeta;
  /** When it became known, of an imported event; the server's own clock says it for all others. */
  readonly r?: string;
}

/**
 * The server takes at most so many bytes in one call: bodies, what stands beside them, and type names in
 * UTF-16.
 */
export const MAX_CALL_BYTES = 1024 * 1024;

/**
 * The bodies as bytes, exactly as they are. Throws {@link InvalidAppend} for what the server would refuse
 * for its size or would hide among its own.
 */
export function wireEvents(append: Append, recordedAt: string | undefined, prefix: string): WireEvent[] {
  requireOrdinaryNames(append, prefix);
  const { stream, events } = append;
  let bytes = 0;
  const wire = events.map(({ eventId, type, version, body, occurredAt, subjects, meta }) => {
    const beside: Beside = {
      v: version,
      at: shortestInstant(occurredAt),
      s: subjects,
      m: meta,
      ...(recordedAt === undefined ? {} : { r: recordedAt }),
    };
    const event = {
      id: eventId,
      type,
      body: Buffer.from(body),
      metadata: Buffer.from(JSON.stringify(beside)),
    };
    bytes += event.body.length + event.metadata.length + 2 * type.length;
    return event;
  });
  if (bytes > MAX_CALL_BYTES)
    throw new InvalidAppend(
      `${stream}: ${events.length} events of ${bytes} bytes together; EventStoreDB takes ${MAX_CALL_BYTES} in one append`,
    );
  return wire;
}

/** What begins with a dollar sign is the server's own: nobody would find an event of ours there. */
function requireOrdinaryNames({ stream, events }: Append, prefix: string): void {
  const types = events.map(({ type }) => type);
  for (const name of [`${prefix}${stream}`, ...types])
    if (name.startsWith('$')) throw new InvalidAppend(`${name} is a name of the server's own`);
}

/** What stands beside an event of ours; undefined for what others wrote. */
function besideOf({ metadata, isJson }: StoredEvent): Beside | undefined {
  if (isJson) return undefined;
  const beside = (metadata instanceof Uint8Array ? parsed(metadata) : metadata) as Partial<Beside> | null;
  const { v, at, s, m } = beside ?? {};
  const ours = typeof v === 'number' && typeof at === 'string' && Array.isArray(s) && typeof m === 'object';
  return ours ? (beside as Beside) : undefined;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return bytes.length > 0 ? JSON.parse(textOf(bytes)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An event of ours as it was recorded, or undefined for what somebody else put into the log: system events,
 * other streams than those beginning with our prefix, other forms than ours.
 */
export function recordedOf(stored: StoredEvent, prefix: string): Recorded | undefined {
  const { streamId, body, createdMs } = stored;
  if (streamId.startsWith('$') || !streamId.startsWith(prefix)) return undefined;
  const beside = besideOf(stored);
  if (beside === undefined) return undefined;
  return {
    event: { type: stored.type, data: JSON.parse(textOf(body)) } as DomainEvent,
    version: beside.v,
    eventId: stored.id,
    position: stored.commit,
    stream: prefix === '' ? streamId : streamId.slice(prefix.length),
    revision: stored.revision,
    occurredAt: beside.at,
    recordedAt: beside.r ?? instantOfMs(createdMs),
    subjects: beside.s,
    meta: beside.m,
  };
}

/** The same with the exact text of its body. */
export function writtenOf(stored: StoredEvent, prefix: string): WrittenEvent | undefined {
  const recorded = recordedOf(stored, prefix);
  if (recorded === undefined) return undefined;
  const { event, ...beside } = recorded;
  return { ...beside, type: event.type, body: textOf(stored.body) };
}

/** Whether these stored bytes are what we would have written. */
export function sameContent(stored: StoredEvent, { type, version, body, occurredAt }: NewEvent): boolean {
  const beside = besideOf(stored);
  return (
    beside !== undefined &&
    stored.type === type &&
    beside.v === version &&
    textOf(stored.body) === body &&
    microsecondsOf(beside.at) === microsecondsOf(occurredAt)
  );
}

export const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  utf8Text(Buffer.from(buffer, byteOffset, byteLength));
