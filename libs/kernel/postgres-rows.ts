import pg from 'pg';
import type { EventMeta, Recorded } from './event.js';

/** A row as it comes over the wire: no parser has touched it. */
export type Row = readonly string[];

/** Columns of an event `e`. Times are taken in UTC, whatever the session's time zone is. */
export const COLUMNS = `e.position, e.stream, e.revision, e.type_id, e.version, e.event_id,
  e.occurred_at at time zone 'UTC', e.recorded_at at time zone 'UTC', e.subjects, e.body, e.meta`;

/** Where its type stands among them. */
export const TYPE_ID = 3;

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

/** What a row of {@link COLUMNS} holds. */
export const recordedOf = (row: Row, typeName: (typeId: number) => string): Recorded => ({
  event: { type: typeName(Number(row[TYPE_ID])), data: JSON.parse(row[9]!) as unknown },
  version: Number(row[4]),
  eventId: row[5]!,
  position: BigInt(row[0]!),
  stream: row[1]!,
  revision: Number(row[2]),
  occurredAt: instant(row[6]!),
  recordedAt: instant(row[7]!),
  subjects: subjectsOf(row[8]!),
  meta: JSON.parse(row[10]!) as EventMeta,
});
