import Type, { type Static, type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { CheckedEvent } from './checked-event.js';

/** What was said: a name in the past tense and its content. Nothing the store adds. */
export interface DomainEvent<Name extends string = string, Data = unknown> {
  readonly type: Name;
  readonly data: Data;
}

/** Who said it, for whom, through which door. Stored beside the event, never inside its data. */
export interface EventMeta {
  /** The account that recorded it: `fire-officer-1`, or a department's system. */
  readonly actor: string;
  /** Code of the department whose word this is (`FIRE`, `MSA`, …). */
  readonly department: string;
  /** Code of the region it concerns (`371302`). */
  readonly region: string;
  /** CloudEvents `source` and `id` of the record as the department sent it. */
  readonly source?: string;
  readonly sourceId?: string;
  /** Id of the event whose consequence this one is. */
  readonly causedBy?: string;
}

/**
 * An event as history holds it. `occurredAt` is the world's time, `recordedAt` ours; order is `position`
 * alone.
 */
export interface Recorded<E extends DomainEvent = DomainEvent> {
  readonly event: E;
  readonly version: number;
  readonly eventId: string;
  /** Orders all events of one store. Contiguous from 1 in PostgreSQL, increasing in EventStoreDB. */
  readonly position: bigint;
  readonly stream: string;
  /** 0 is the first event of its stream. */
  readonly revision: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** What it is about: `facility:F-1`, `official:O-7`, `case:insp-3`. */
  readonly subjects: readonly string[];
  readonly meta: EventMeta;
}

/** The same record as a plain object of its own, whatever made the one that was read. */
export const copyOf = (recorded: Recorded): Recorded => ({
  event: { type: recorded.event.type, data: recorded.event.data },
  version: recorded.version,
  eventId: recorded.eventId,
  position: recorded.position,
  stream: recorded.stream,
  revision: recorded.revision,
  occurredAt: recorded.occurredAt,
  recordedAt: recorded.recordedAt,
  subjects: recorded.subjects,
  meta: recorded.meta,
});

/** How far an event may travel: public, internal to government, sensitive, about children. */
export type Label = 'L1' | 'L2' | 'L3' | 'L4';
export type Audience = 'public' | 'staff' | 'department' | 'oversight';

/** A field that holds a person: its value goes to the vault, the log keeps a keyed commitment. */
export interface PersonalField<Data> {
  readonly field: keyof Data & string;
  /** Whose data it is; erasing this subject's key erases the field everywhere. */
  readonly subject: (data: Data) => string;
}

export interface EventDeclaration<Name extends string, P extends TProperties> {
  readonly type: Name;
  readonly version: number;
  readonly zh: string;
  readonly en: string;
  readonly label: Label;
  readonly audience: readonly Audience[];
  readonly data: P;
  /** Name of the stream it belongs to. */
  readonly stream: (data: Static<Type.TObject<P>>) => string;
  readonly subjects: (data: Static<Type.TObject<P>>) => readonly string[];
  readonly personal?: readonly PersonalField<Static<Type.TObject<P>>>[];
}

export interface Fault {
  /** JSON pointer into the data. */
  readonly path: string;
  readonly message: string;
}

export interface EventContract<Name extends string = string, Data = unknown> {
  (data: Data): DomainEvent<Name, Data>;
  readonly type: Name;
  readonly version: number;
  readonly zh: string;
  readonly en: string;
  readonly label: Label;
  readonly audience: readonly Audience[];
  readonly schema: TSchema;
  readonly personal: readonly PersonalField<Data>[];
  readonly stream: (data: Data) => string;
  readonly subjects: (data: Data) => readonly string[];
  readonly admits: (data: unknown) => data is Data;
  /** The event, if its data are as they must be; what was looked at here is not looked at again. */
  readonly checked: (data: unknown) => DomainEvent<Name, Data> | undefined;
  readonly faults: (data: unknown) => readonly Fault[];
}

export type EventOf<C> = C extends EventContract<infer T, infer D> ? DomainEvent<T, D> : never;
export type DataOf<E extends DomainEvent, T extends E['type']> = Extract<E, { type: T }>['data'];

/**
 * Declares one event of the published language. One declaration gives the type, the JSON Schema and the
 * check.
 */
export function event<const Name extends string, P extends TProperties>(
  declared: EventDeclaration<Name, P>,
): EventContract<Name, Static<Type.TObject<P>>> {
  type Data = Static<Type.TObject<P>>;
  const { type, version, zh, en, label, audience, stream, subjects, personal = [] } = declared;
  const schema = Type.Object(declared.data, { title: type, additionalProperties: false });
  const check = Compile(schema);
  const faults = (data: unknown) =>
    check.Errors(data).map(({ instancePath, message }) => ({ path: instancePath, message }));
  return Object.assign((data: Data) => ({ type, data }), {
    type,
    version,
    zh,
    en,
    label,
    audience,
    schema,
    stream,
    subjects,
    personal,
    faults,
    admits: (data: unknown): data is Data => check.Check(data),
    checked: (data: unknown) => (check.Check(data) ? new CheckedEvent(type, data as Data) : undefined),
  });
}
