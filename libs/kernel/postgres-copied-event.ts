import type { DomainEvent, EventMeta, Recorded } from './event.js';
import type { CopiedRow } from './postgres-copy-out.js';

/** A column is found by walking over those before it, so what every reader asks for comes first. */
const COLUMN = {
  position: 0,
  typeId: 1,
  subjects: 2,
  occurredAt: 3,
  recordedAt: 4,
  meta: 5,
  body: 6,
  eventId: 7,
  stream: 8,
  revision: 9,
  version: 10,
} as const;

/** A range and no limit: the plan is the same at every place of the log. */
export const eventsBetween = (after: bigint, upTo: bigint) => `
  select e.position, e.type_id, e.subjects, e.occurred_at, e.recorded_at, e.meta, e.body, e.event_id::text, e.stream,
    e.revision, e.version
  from store.event e where e.position > ${after} and e.position <= ${upTo} order by e.position`;

export const typeIdOf = (row: CopiedRow): number => row.int4(COLUMN.typeId);

/** Its data is parsed when it is first asked for. */
class CopiedContent implements DomainEvent {
  #data: unknown;
  readonly #row: CopiedRow;

  constructor(
    readonly type: string,
    row: CopiedRow,
  ) {
    this.#row = row;
  }

  get data(): unknown {
    return (this.#data ??= JSON.parse(this.#row.text(COLUMN.body)));
  }
}

/**
 * An event as it was recorded, for whoever reads the whole log: every rebuild comes through here, and nothing
 * is made that nobody asks for. What is read by a getter is not copied by `{ ...recorded }` but by `copyOf`.
 */
export class CopiedEvent implements Recorded {
  readonly event: DomainEvent;
  readonly position: bigint;
  #eventId: string | undefined;
  #occurredAt: string | undefined;
  #recordedAt: string | undefined;
  #subjects: readonly string[] | undefined;
  #meta: EventMeta | undefined;
  readonly #row: CopiedRow;

  constructor(row: CopiedRow, typeName: (typeId: number) => string) {
    this.event = new CopiedContent(typeName(typeIdOf(row)), row);
    this.position = BigInt(row.int8(COLUMN.position));
    this.#row = row;
  }

  get version(): number {
    return this.#row.int4(COLUMN.version);
  }
  get eventId(): string {
    return (this.#eventId ??= this.#row.text(COLUMN.eventId));
  }
  get stream(): string {
    return this.#row.text(COLUMN.stream);
  }
  get revision(): number {
    return this.#row.int8(COLUMN.revision);
  }
  get occurredAt(): string {
    return (this.#occurredAt ??= this.#row.instant(COLUMN.occurredAt));
  }
  get recordedAt(): string {
    return (this.#recordedAt ??= this.#row.instant(COLUMN.recordedAt));
  }
  get subjects(): readonly string[] {
    return (this.#subjects ??= this.#row.texts(COLUMN.subjects));
  }
  get meta(): EventMeta {
    return (this.#meta ??= JSON.parse(this.#row.text(COLUMN.meta)) as EventMeta);
  }
}
