import type { RecordedEvent } from '@eventstore/db-client';
import type { DomainEvent, EventMeta, Recorded } from './event.js';
import { InvalidAppend, type Append, type NewEvent } from './event-store.port.js';
import type { WireEvent } from './eventstoredb-wire.js';
import type { WrittenEvent } from './log-copy.js';
import { microsecondsOf, shortestInstant } from './store-admission.js';

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
 * for its size.
 */
export function wireEvents({ stream, events }: Append, recordedAt: string | undefined): WireEvent[] {
  let bytes = 0;
  const wire = events.map(({ eventId, type, version, body, occurredAt, subjects, meta }) => {
    const beside: Beside = {
      ...{ v: version, at: shortestInstant(occurredAt), s: subjects, m: meta },
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

const isBeside = (metadata: unknown): metadata is Beside => {
  const { v, at, s, m } = (metadata ?? {}) as Partial<Beside>;
  return typeof v === 'number' && typeof at === 'string' && Array.isArray(s) && typeof m === 'object';
};

/**
 * An event of ours as it was recorded, or undefined for what somebody else put into the log: system events,
 * other streams than those beginning with our prefix, other forms than ours. The client has parsed what
 * stands beside the body.
 */
export function recordedOf(stored: RecordedEvent, prefix: string): Recorded | undefined {
  const { streamId, data, metadata, created, position } = stored;
  if (streamId.startsWith('$') || !streamId.startsWith(prefix) || !(data instanceof Uint8Array))
    return undefined;
  if (!isBeside(metadata) || position === undefined) return undefined;
  return {
    event: { type: stored.type, data: JSON.parse(textOf(data)) } as DomainEvent,
    version: metadata.v,
    eventId: stored.id,
    position: position.commit,
    stream: streamId.slice(prefix.length),
    revision: Number(stored.revision),
    occurredAt: metadata.at,
    recordedAt: metadata.r ?? shortestInstant(created.toISOString()),
    subjects: metadata.s,
    meta: metadata.m,
  };
}

/** The same with the exact text of its body. */
export function writtenOf(stored: RecordedEvent, prefix: string): WrittenEvent | undefined {
  const recorded = recordedOf(stored, prefix);
  if (recorded === undefined) return undefined;
  const { event, ...beside } = recorded;
  return { ...beside, type: event.type, body: textOf(stored.data as Uint8Array) };
}

/** Whether these stored bytes are what we would have written. */
export function sameContent(stored: RecordedEvent, { type, version, body, occurredAt }: NewEvent): boolean {
  const { data, metadata } = stored;
  return (
    data instanceof Uint8Array &&
    isBeside(metadata) &&
    stored.type === type &&
    metadata.v === version &&
    textOf(data) === body &&
    microsecondsOf(metadata.at) === microsecondsOf(occurredAt)
  );
}

export const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
