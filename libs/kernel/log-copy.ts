import { createHash } from 'node:crypto';
import type { Append, EventStore, NewEvent } from './event-store.port.js';
import { MAX_EVENTS_PER_APPEND } from './event-store.port.js';

/** An event with its exact body and everything else that a copy must keep. */
export interface WrittenEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: string;
}

/** A log that can be read with exact bodies: a database, a server, a file. */
export abstract class LogSource {
  /** In the order of the log, from behind a position to the end as it is when it is reached. */
  abstract pages(after: bigint): AsyncIterable<readonly WrittenEvent[]>;
  /** Id of the newest event; undefined in an empty log. */
  abstract newest(): Promise<string | undefined>;
  /** Where an event lies; undefined when it is not in this log. */
  abstract positionOf(eventId: string): Promise<bigint | undefined>;
  abstract close(): Promise<void>;
}

/** A copy would not be one: the target holds something else, or takes an event otherwise than it was. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

/** Up to where the target holds the source already, by its newest event. Throws {@link CopyRefused}. */
export async function heldAlready(source: LogSource, target: LogSource): Promise<bigint> {
  const newest = await target.newest();
  if (newest === undefined) return 0n;
  const position = await source.positionOf(newest);
  if (position === undefined) throw new CopyRefused(`the target holds ${newest}, which the source does not`);
  return position;
}

/** For logs that have no index on ids: reads until it is found. */
export async function searched(source: LogSource, eventId: string): Promise<bigint | undefined> {
  for await (const page of source.pages(0n)) {
    const found = page.find((event) => event.eventId === eventId);
    if (found) return found.position;
  }
  return undefined;
}

export interface Copy {
  readonly source: LogSource;
  /** Opened for import, and written to by nobody else. */
  readonly target: EventStore;
  /** Everything up to here stands in the target already. */
  readonly after: bigint;
  readonly onProgress?: (copied: number) => void;
}

/** Leaves room for what stands beside the bodies. */
const MOST_BODY_BYTES = 512 * 1024;

/**
 * Appends what the source holds, in its order and with its ids, revisions and instants. Stopped anywhere,
 * it goes on behind what stands in the target: an append is whole or not there. Answers how many events
 * were copied.
 */
export async function copyLog({ source, target, after, onProgress }: Copy): Promise<number> {
  let copied = 0;
  for await (const page of source.pages(after)) {
    for (const append of appendsOf(page)) {
      const answer = await target.append(append);
      if (answer.outcome !== 'ok' && answer.outcome !== 'duplicate')
        throw new CopyRefused(`${append.stream}: ${answer.outcome}; the target holds something else`);
      copied += append.events.length;
    }
    onProgress?.(copied);
  }
  return copied;
}

/** Neighbours of one stream that became known at one instant go together. */
function* appendsOf(page: readonly WrittenEvent[]): Generator<Append> {
  let group: WrittenEvent[] = [];
  let bytes = 0;
  for (const event of page) {
    const size = Buffer.byteLength(event.body);
    const [first] = group;
    const joins =
      first !== undefined &&
      first.stream === event.stream &&
      first.recordedAt === event.recordedAt &&
      first.revision + group.length === event.revision &&
      group.length < MAX_EVENTS_PER_APPEND &&
      bytes + size <= MOST_BODY_BYTES;
    if (!joins && first) {
      yield appendOf(group);
      [group, bytes] = [[], 0];
    }
    group.push(event);
    bytes += size;
  }
  if (group.length > 0) yield appendOf(group);
}

function appendOf(group: readonly WrittenEvent[]): Append {
  const { stream, revision, recordedAt } = group[0]!;
  const expected = revision === 0 ? 'none' : revision - 1;
  return { stream, expected, recordedAt, events: group.map(newEventOf) };
}

const newEventOf = ({
  eventId,
  type,
  version,
  body,
  occurredAt,
  subjects,
  meta,
}: WrittenEvent): NewEvent => ({ eventId, type, version, body, occurredAt, subjects, meta });

/** What two logs must have in common to be copies of each other. Positions are each engine's own. */
export interface LogDigest {
  readonly events: number;
  /** Of every event with its place in its stream, whatever the order between streams. */
  readonly content: string;
  /** Of the same in the order of the log. */
  readonly order: string;
}

const MODULUS = 1n << 256n;

export async function digestOf(source: LogSource, onProgress?: (read: number) => void): Promise<LogDigest> {
  const order = createHash('sha256');
  let [content, events] = [0n, 0];
  for await (const page of source.pages(0n)) {
    for (const event of page) {
      const digest = digestOfEvent(event);
      order.update(digest);
      content = (content + BigInt(`0x${digest.toString('hex')}`)) % MODULUS;
    }
    events += page.length;
    onProgress?.(events);
  }
  return { events, content: content.toString(16).padStart(64, '0'), order: order.digest('hex') };
}

function digestOfEvent({ position: _, stream, revision, recordedAt, ...event }: WrittenEvent): Buffer {
  const { eventId, type, version, body, occurredAt, subjects, meta } = event;
  const kept = [stream, revision, eventId, type, version, body, occurredAt, recordedAt, subjects, meta];
  return createHash('sha256').update(JSON.stringify(kept)).digest();
}
