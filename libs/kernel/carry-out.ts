import type { Authored } from './authored.js';
import { Refusal, type Decider } from './decider.js';
import type { DomainEvent, Recorded } from './event.js';
import type { EventStore } from './event-store.port.js';
import { eventIdOf, type Scribe } from './scribe.js';

/** Carries a refusal across Nest to the one filter that turns it into HTTP. Thrown here and nowhere else. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export interface Receipt {
  readonly eventIds: readonly string[];
  /** Ask a read model for `minPosition` = this to read one's own write. A string: it may pass 2^53. */
  readonly position: string;
}

/** What the write side stands on. */
export interface Desk {
  readonly store: EventStore;
  readonly scribe: Scribe;
}

const MAX_TRIES = 5;
const receipt = (eventIds: readonly string[], position: bigint): Receipt => ({
  eventIds,
  position: String(position),
});

/** Read, decide, append if nobody else has meanwhile; otherwise look again. This is the whole write side. */
export async function carryOut<S, C, E extends DomainEvent>(
  decider: Decider<S, C, E, Refusal>,
  { store, scribe }: Desk,
  stream: string,
  { command, authored }: { command: C; authored: Authored },
): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    const past = await store.readStream(stream);
    const before = carriedOutBefore(past, stream, authored.commandId);
    if (before) return before;
    const state = past
      .map((recorded) => scribe.book.current(recorded).event as E)
      .reduce(decider.evolve, decider.initial);
    const decision = decider.decide(command, state);
    if (decision instanceof Refusal) throw new Refused(decision);
    const events = await scribe.writeDecision(decision, stream, authored);
    const expected = past.at(-1)?.revision ?? 'none';
    const answer = await store.append({ stream, expected, events });
    if (answer.outcome === 'ok' || answer.outcome === 'duplicate')
      return receipt(
        events.map(({ eventId }) => eventId),
        answer.position,
      );
    if (answer.outcome === 'id-conflict' || attempt === MAX_TRIES)
      throw new Error(`${stream}: ${answer.outcome} after ${attempt} tries`);
  }
}

function carriedOutBefore(past: readonly Recorded[], stream: string, commandId: string): Receipt | undefined {
  const start = past.findIndex(({ eventId }) => eventId === eventIdOf(commandId, stream, 0));
  if (start < 0) return undefined;
  const same = past
    .slice(start)
    .filter(({ eventId }, ordinal) => eventId === eventIdOf(commandId, stream, ordinal));
  return receipt(
    same.map(({ eventId }) => eventId),
    same.at(-1)!.position,
  );
}
