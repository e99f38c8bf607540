import pg from 'pg';
import type { DomainEvent, EventMeta, Recorded } from './event.js';

/** A row as it comes over the wire: no parser has touched it. */
export type Row = readonly string[];

/** Columns of an event `e`. Times are taken in UTC, whatever the session's time zone is. */
export const COLUMNS = `e.position, e.stream, e.revision, e.type_id, e.version, e.event_id,
  e.occurred_at at time zone 'UTC', e.recorded_at at time zone 'UTC', e.subjects, e.body, e.meta`;

/** For queries of events: every value stays the text that PostgreSQL sent. */
export const AS_TEXT = {
  rowMode: 'array',
  types: { getTypeParser: () => (value: string) => value },
} as const;

// `2024-05-06 01:00:00.25` in UTC.
const instant = (timestamp: string) => `${timestamp.slice(0, 10)}T${timestamp.slice(11)}Z`;
const parseTextArray = (pg.types.getTypeParser as (oid: number) => (text: string) => string[])(1009);
const subjectsOf = (array: string) => {
  if (array === '{}') return [];
  return array.includes('"') ? parseTextArray(array) : array.slice(1, -1).split(',');
};

/**
 * A body is parsed when it is first asked for: whoever works on some partitions alone passes over most of the
 * log.
 */
function eventOf(type: string, body: string): DomainEvent {
  let data: unknown;
  return {
    type,
    get data() {
      return (data ??= JSON.parse(body));
    },
  } as DomainEvent;
}

/**
 * An event as it was recorded. This is the hot path of every rebuild: no regular expression, no copy of the
 * body, and nothing parsed that nobody asks for.
 */
export function recordedOf(row: Row, typeName: (typeId: string) => string): Recorded {
  const told = row[10]!;
  let meta: EventMeta | undefined;
  return {
    event: eventOf(typeName(row[3]!), row[9]!),
    version: Number(row[4]),
    eventId: row[5]!,
    position: BigInt(row[0]!),
    stream: row[1]!,
    revision: Number(row[2]),
    occurredAt: instant(row[6]!),
    recordedAt: instant(row[7]!),
    subjects: subjectsOf(row[8]!),
    get meta() {
      return (meta ??= JSON.parse(told) as EventMeta);
    },
  };
}
