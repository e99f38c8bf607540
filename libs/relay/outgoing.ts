import type { ContractBook, Outgoing, Recorded } from '#kernel';
import { leaves, type Agreement } from './agreement.js';

/**
 * How far a topic is written: everything up to `position` was looked at, `ordinal` records were
 * published.
 */
export interface Place {
  readonly position: bigint;
  readonly ordinal: bigint;
  /** Position of the newest published record; 0 before the first. */
  readonly previous: bigint;
}

export const SOURCE = 'urn:youan:log';
const ABOUT_FACILITY = 'facility:';

/**
 * A facility's records stay in one partition, so in their order; what is about none keeps the order of
 * its stream.
 */
export function keyOf({ subjects, stream }: Recorded): string {
  const facility = subjects.find((subject) => subject.startsWith(ABOUT_FACILITY));
  return facility?.slice(ABOUT_FACILITY.length) ?? stream;
}

/**
 * A record of the log as a CloudEvent in Kafka's binary mode. `sequence` is its position in the log,
 * `ordinal` counts the topic's records from 1, `previous` is the position of the one before: a reader who
 * misses one sees it. The same record always has the same, so what comes twice is told by `id`.
 */
export function messageOf(recorded: Recorded, topic: string, before: Place): Outgoing {
  const { event, version, eventId, position, occurredAt, recordedAt, meta, subjects, stream } = recorded;
  const key = keyOf(recorded);
  const attributes = {
    specversion: '1.0',
    id: eventId,
    source: SOURCE,
    type: event.type,
    time: occurredAt,
    subject: subjects[0] ?? stream,
    dataschema: `urn:youan:schema:${event.type}.v${version}`,
    partitionkey: key,
    recordedtime: recordedAt,
    sequence: String(position),
    sequencetype: 'position',
    ordinal: String(before.ordinal + 1n),
    previous: String(before.previous),
    youandepartment: meta.department,
    youanregion: meta.region,
  };
  const headers = Object.entries(attributes).map(([name, text]) => [`ce_${name}`, text] as const);
  return {
    topic,
    key,
    value: JSON.stringify(event.data),
    headers: { 'content-type': 'application/json', ...Object.fromEntries(headers) },
  };
}

/** What leaves of these records, and the place after them. */
export function publish(
  events: readonly Recorded[],
  from: Place,
  { agreement, topic, book }: { agreement: Agreement; topic: string; book: ContractBook },
): { messages: Outgoing[]; place: Place } {
  const messages: Outgoing[] = [];
  let place = from;
  for (const recorded of events) {
    const { position } = recorded;
    if (leaves(recorded, agreement, book)) {
      messages.push(messageOf(recorded, topic, place));
      place = { position, ordinal: place.ordinal + 1n, previous: position };
    } else place = { ...place, position };
  }
  return { messages, place };
}
