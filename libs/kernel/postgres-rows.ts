import pg from 'pg';
import { copyOf, type DomainEvent, type EventMeta, type Recorded } from './event.js';

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

/** Its data is parsed when it is first asked for. */
class LazyEvent implements DomainEvent {
  #body: string | undefined;
  #data: unknown;

  constructor(
    readonly type: string,
    body: string,
  ) {
    this.#body = body;
  }

  get data(): unknown {
    if (this.#body === undefined) return this.#data;
    this.#data = JSON.parse(this.#body);
    this.#body = undefined;
    return this.#data;
  }
}

/**
 * An event as it was recorded, for whoever reads the whole log: every rebuild comes through here, and nothing
 * is made that nobody asks for. What is read by a getter is not copied by `{ ...recorded }` but by `copyOf`.
 */
export class LazyRecorded implements Recorded {
  readonly event: DomainEvent;
  readonly position: bigint;
  #subjects: readonly string[] | undefined;
  #meta: EventMeta | undefined;
  readonly #row: Row;

  constructor(row: Row, typeName: (typeId: string) => string) {
    this.event = new LazyEvent(typeName(row[3]!), row[9]!);
    this.position = BigInt(row[0]!);
    this.#row = row;
  }

  get version(): number {
    return Number(this.#row[4]);
  }
  get eventId(): string {
    return this.#row[5]!;
  }
  get stream(): string {
    return this.#row[1]!;
  }
  get revision(): number {
    return Number(this.#row[2]);
  }
  get occurredAt(): string {
    return instant(this.#row[6]!);
  }
  get recordedAt(): string {
    return instant(this.#row[7]!);
  }
  get subjects(): readonly string[] {
    return (this.#subjects ??= subjectsOf(this.#row[8]!));
  }
  get meta(): EventMeta {
    return (this.#meta ??= JSON.parse(this.#row[10]!) as EventMeta);
  }
}

export const recordedOf = (row: Row, typeName: (typeId: string) => string): Recorded =>
  copyOf(new LazyRecorded(row, typeName));
