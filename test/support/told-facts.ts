import { derivedId, type DomainEvent, type EventMeta } from '#kernel';
import type { Platform } from '../../src/platform/platform.js';

/** A fact as a department tells it, with when it happened and whose word it is. */
export interface ToldFact {
  readonly event: DomainEvent;
  readonly occurredAt: string;
  readonly meta: EventMeta;
  readonly eventId?: string;
}

/** Records facts the way intake does, one append each, and answers the last position. */
export async function tell({ scribe, store }: Platform, facts: readonly ToldFact[]): Promise<string> {
  let position = 0n;
  for (const [ordinal, fact] of facts.entries()) {
    const eventId = fact.eventId ?? derivedId('told', fact.event.type, fact.occurredAt, String(ordinal));
    const events = await scribe.write([{ ...fact, eventId }]);
    const stream = scribe.book.get(fact.event.type).stream(fact.event.data);
    const answer = await store.append({ stream, expected: 'any', events });
    if (answer.outcome !== 'ok' && answer.outcome !== 'duplicate') throw new Error(answer.outcome);
    position = answer.position;
  }
  return String(position);
}
