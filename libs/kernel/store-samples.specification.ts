import { randomInt, randomUUID } from 'node:crypto';
import type { Append, EventStore, NewEvent } from './event-store.port.js';

/** Where the suite finds stores. Each `open` is a new, empty history. */
export interface StoreGround {
  readonly store: EventStore;
  /** Another store object on the same history, as in another process. */
  another?(): EventStore;
  /** How many deadlocks the server has broken, also those that a store's second try hid. Closes the stores. */
  deadlocks?(): Promise<number>;
  close(): Promise<void>;
}
export type OpenGround = (options?: { allowRecordedAt?: boolean }) => Promise<StoreGround>;

export const meta = { actor: 'fire-officer-1', department: 'FIRE', region: '371302' };
export const newEvent = (content: Partial<NewEvent> = {}): NewEvent => ({
  eventId: randomUUID(),
  type: 'HazardFound',
  version: 1,
  body: '{"hazardId":"exit-2"}',
  occurredAt: '2024-05-06T01:00:00Z',
  subjects: ['facility:F-1'],
  meta,
  ...content,
});
export const newAppend = (stream: string, content: Partial<Append> = {}): Append => ({
  stream,
  expected: 'any',
  events: [newEvent()],
  ...content,
});

/** A stream that nobody has used yet. */
export const newStream = () => `case-${randomUUID()}`;

/** Now and then, where a store can: several streams in one transaction, new ones and shared ones, in any order. */
export function setOf(store: EventStore) {
  if (!store.appendWith || randomInt(4) > 0) return undefined;
  const streams = Array.from({ length: 2 + randomInt(6) }, () =>
    randomInt(2) ? newStream() : `shared-${randomInt(12)}`,
  );
  const appends = streams.map((stream) => newAppend(stream, { expected: 'any' }));
  return () => store.appendWith!(appends, { function: 'pg_catalog.pg_sleep', values: [0.001] });
}
