import { microsecondsOf } from './store-admission.js';
import type { Companion, Expected, NewEvent } from './event-store.port.js';
import { arrayLiteral, instants, int4s, int8s, texts, uuids } from './postgres-arrays.js';
import type { Call } from './postgres-bound.js';
import type { Waiting } from './store-queue.js';

/** A stream as it stands in a group: appends that take any revision are joined into one growth. */
interface Slot {
  readonly stream: string;
  readonly expected: Expected;
  count: number;
}

/** Where an append lies in its group: its stream's slot, and how many events of others lie ahead in it. */
export interface Place {
  readonly waiting: Waiting;
  readonly slot: number;
  readonly ahead: number;
}

/** -1 is the revision of a stream that does not exist, -2 stands for any. */
export const expectation = (expected: Expected) =>
  expected === 'any' ? -2 : expected === 'none' ? -1 : expected;

export function placesOf(group: readonly Waiting[]): { slots: readonly Slot[]; places: readonly Place[] } {
  const slots: Slot[] = [];
  const slotOf = new Map<string, number>();
  const places = group.map((waiting) => {
    const { stream, expected, events } = waiting.append;
    const slot = slotOf.get(stream) ?? slots.push({ stream, expected, count: 0 }) - 1;
    slotOf.set(stream, slot);
    const ahead = slots[slot]!.count;
    slots[slot]!.count += events.length;
    return { waiting, slot, ahead };
  });
  return { slots, places };
}

/** The call of `store.append` for a group; see the migration for what it does. */
export function appendCall(
  slots: readonly Slot[],
  places: readonly Place[],
  typeId: (name: string) => number,
): Call {
  const all: NewEvent[] = [];
  const occurred: bigint[] = [];
  const slotOfEvent: number[] = [];
  const ordinals: number[] = [];
  for (const { waiting, slot, ahead } of places)
    waiting.append.events.forEach((event, i) => {
      all.push(event);
      occurred.push(waiting.admission.instants[i]!);
      slotOfEvent.push(slot + 1);
      ordinals.push(ahead + i + 1);
    });
  const values = [
    texts(slots.map(({ stream }) => stream)),
    int8s(slots.map(({ expected }) => BigInt(expectation(expected)))),
    int4s(slotOfEvent),
    int4s(ordinals),
    uuids(all.map(({ eventId }) => eventId)),
    int4s(all.map(({ type }) => typeId(type))),
    int4s(all.map(({ version }) => version)),
    instants(occurred),
    texts(all.map(({ subjects }) => arrayLiteral(subjects))),
    texts(all.map(({ body }) => body)),
    texts(all.map(({ meta }) => JSON.stringify(meta))),
    places[0]!.waiting.append.recordedAt ?? null,
  ];
  const text = 'select head, revisions::text from store.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)';
  return { name: 'append', text, values };
}

/** The same call and a companion's in one statement, so in one transaction. */
export function joinedCall(
  slots: readonly Slot[],
  places: readonly Place[],
  typeId: (name: string) => number,
  companion: Companion,
): Call {
  const { values } = appendCall(slots, places, typeId);
  const own = companion.values.map((_, i) => `$${values.length + i + 1}`).join(',');
  const appended = `store.append(${values.map((_, i) => `$${i + 1}`).join(',')})`;
  const text = `select head, revisions::text from ${appended}, ${companion.function}(${own})`;
  return { name: `append-with-${companion.function}`, text, values: [...values, ...companion.values] };
}

/** What stands under these ids, and whether it is what we would have written. */
export function settleCall(events: readonly NewEvent[], typeId: (name: string) => number): Call {
  const values = [
    uuids(events.map(({ eventId }) => eventId)),
    int4s(events.map(({ type }) => typeId(type))),
    int4s(events.map(({ version }) => version)),
    instants(events.map(({ occurredAt }) => microsecondsOf(occurredAt))),
    texts(events.map(({ body }) => body)),
  ];
  const text = 'select event_id, stream, revision, position, same from store.settle($1,$2,$3,$4,$5)';
  return { name: 'settle', text, values };
}

export const revisionsCall = (streams: readonly string[]): Call => ({
  name: 'revisions',
  text: 'select stream, max(revision) from store.event where stream = any($1) group by stream',
  values: [texts(streams)],
});
