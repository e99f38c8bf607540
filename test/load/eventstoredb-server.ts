import { binaryEvent, EventStoreDBClient, NO_STREAM, START } from '@eventstore/db-client';
import { endOfLog, EventStoreDbEventStore, PostgresEventIndex, type Append } from '#kernel';
import { randomUUID } from 'node:crypto';
import { pace, type Pace } from './append-limit.js';

export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}
/** A beginning of our own on a server that others may use too. */
export interface History {
  readonly prefix: string;
  readonly origin: Place;
}

export const serverUrl = (): string => {
  const url = process.env['EVENTSTOREDB_URL'];
  if (url === undefined) throw new Error("usage: EVENTSTOREDB_URL='esdb://…' npm run bench:eventstoredb");
  return url;
};

export const newHistory = async (): Promise<History> => ({
  prefix: `bench-${randomUUID().slice(0, 8)}.`,
  origin: await endOfLog(serverUrl()),
});

/** `fillsIndex: false`: as a process that appends, while another one keeps the index. */
export const openStore = (indexUrl: string, history: History, fillsIndex: boolean) =>
  EventStoreDbEventStore.open(serverUrl(), {
    index: new PostgresEventIndex(indexUrl),
    ...history,
    fillsIndex,
    indexWithinMs: 300_000,
  });

/** Brings the index up to the log, as a filler elsewhere would have by now. */
export async function fillIndex(indexUrl: string, history: History): Promise<void> {
  const store = await openStore(indexUrl, history, true);
  await store.positionAt('2024-01-01T00:00:00Z');
  await store.close();
}

/** The limit: the client by itself, with the same bytes and the same expectation. */
export async function bareAppends(
  callers: number,
  events: number,
  next: (events: number) => Append,
): Promise<Pace> {
  const client = EventStoreDBClient.connectionString(serverUrl());
  const measured = await pace(callers, events, async () => {
    const append = next(events);
    const proposed = append.events.map(({ eventId, type, body, ...beside }) =>
      binaryEvent({ id: eventId, type, data: Buffer.from(body), metadata: beside }),
    );
    await client.appendToStream(append.stream, proposed, { expectedRevision: NO_STREAM });
  });
  await client.dispose();
  return measured;
}

const from = ({ origin }: History) => (origin.commit === 0n ? START : origin);

/** Events a second at which the bare client follows `$all` through so many events. */
export async function bareFollow(history: History, events: number): Promise<number> {
  const client = EventStoreDBClient.connectionString(serverUrl());
  const start = performance.now();
  let seen = 0;
  const subscription = client.subscribeToAll({ fromPosition: from(history) });
  for await (const { event } of subscription) {
    if (event?.streamId.startsWith(history.prefix)) seen += 1;
    if (seen === events) break;
  }
  const seconds = (performance.now() - start) / 1000;
  void subscription.unsubscribe();
  return events / seconds;
}

/** Events a second at which the bare client reads `$all` from a place to its end, in one read. */
export async function bareRead(history: History, events: number): Promise<number> {
  const client = EventStoreDBClient.connectionString(serverUrl());
  const start = performance.now();
  let seen = 0;
  for await (const { event } of client.readAll({ fromPosition: from(history) }))
    if (event?.streamId.startsWith(history.prefix)) seen += 1;
  const seconds = (performance.now() - start) / 1000;
  await client.dispose();
  if (seen !== events) throw new Error(`${events} events written, ${seen} read`);
  return events / seconds;
}
