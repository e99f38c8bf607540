import type { AppendOutcome } from '#kernel';

/** What is read back of one event at the end. */
export interface ReadBack {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
}
/** What a writer was answered. Slim: a long run keeps a million of them. */
export interface Promised {
  readonly stream: string;
  readonly eventIds: readonly string[];
  readonly answer: AppendOutcome;
}
export interface Evidence {
  readonly promised: readonly Promised[];
  /** The whole log in its order. */
  readonly log: readonly ReadBack[];
  /** How often each event was projected, by its id. */
  readonly projected: ReadonlyMap<string, number>;
}

/**
 * Everything that is not as it must be, one sentence each: lost, twice, elsewhere, out of order, not
 * projected once.
 */
export function violations({ promised, log, projected }: Evidence): readonly string[] {
  const byId = new Map(log.map((event) => [event.eventId, event]));
  return [
    ...promised.flatMap((promise) => brokenPromises(promise, byId)),
    ...outOfLine(log),
    ...log.flatMap(({ eventId }) => {
      const times = projected.get(eventId) ?? 0;
      return times === 1 ? [] : [`event ${eventId} was projected ${times} times`];
    }),
    ...[...projected.keys()].flatMap((id) =>
      byId.has(id) ? [] : [`event ${id} was projected and is not there`],
    ),
  ];
}

function brokenPromises(
  { stream, eventIds, answer }: Promised,
  byId: ReadonlyMap<string, ReadBack>,
): string[] {
  if (answer.outcome !== 'ok' && answer.outcome !== 'duplicate')
    return [`an append to ${stream} with ids of its own was answered ${answer.outcome}`];
  return eventIds.flatMap((eventId, i) => {
    const stored = byId.get(eventId);
    if (stored === undefined) return [`acknowledged event ${eventId} is lost`];
    const revision = answer.revision - (eventIds.length - 1 - i);
    const last = i === eventIds.length - 1;
    const inPlace =
      stored.stream === stream &&
      stored.revision === revision &&
      (!last || stored.position === answer.position);
    return inPlace ? [] : [`event ${eventId} stands elsewhere than was promised`];
  });
}

function outOfLine(log: readonly ReadBack[]): string[] {
  const found: string[] = [];
  const [ids, next] = [new Set<string>(), new Map<string, number>()];
  let before = -1n;
  for (const { eventId, stream, revision, position } of log) {
    if (ids.has(eventId)) found.push(`event ${eventId} is stored twice`);
    if (position <= before) found.push(`event ${eventId} does not lie behind the one before it`);
    if (revision !== (next.get(stream) ?? 0)) found.push(`${stream} has a hole before revision ${revision}`);
    ids.add(eventId);
    next.set(stream, revision + 1);
    before = position;
  }
  return found;
}
