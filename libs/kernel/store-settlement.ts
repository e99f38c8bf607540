import type { Append, AppendOutcome } from './event-store.port.js';

/** An event that stands already under an id we wanted to use. */
export interface Stored {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  /** Type, version, occurredAt and body are what we would have written. */
  readonly same: boolean;
}

/**
 * Why an append did not happen, or `undefined` when nothing stands in its way (any more) and it should be
 * sent again.
 * `revision` is that of its stream, read before `stored`: what was stored between the two is seen by the
 * second.
 */
export function settle(
  { stream, expected, events }: Append,
  revision: number,
  stored: ReadonlyMap<string, Stored>,
): AppendOutcome | undefined {
  const found = events.map(({ eventId }) => stored.get(eventId));
  if (found.every((event) => event === undefined)) {
    const holds = expected === 'any' || revision === (expected === 'none' ? -1 : expected);
    return holds ? undefined : { outcome: 'version-conflict', revision };
  }
  const first = found[0]?.revision ?? 0;
  const stray = found.findIndex(
    (event, i) =>
      event !== undefined && !(event.same && event.stream === stream && event.revision === first + i),
  );
  const last = found.at(-1);
  if (stray < 0 && last !== undefined && found.every((event) => event !== undefined))
    return { outcome: 'duplicate', revision: last.revision, position: last.position };
  const culprit = stray < 0 ? found.findIndex((event) => event !== undefined) : stray;
  return { outcome: 'id-conflict', eventId: events[culprit]!.eventId };
}
