import type { DomainEvent, EventMeta, Recorded } from './event.js';

/** What a test may say about a record; the rest is filled in, positions rising. */
export interface Told {
  readonly at?: string;
  readonly known?: string;
  readonly id?: string;
  readonly meta?: Partial<EventMeta>;
  readonly subjects?: readonly string[];
}

/** A notebook of records for one test: each call writes the next one, from position 1 on. */
export function notebook(meta: Partial<EventMeta> = {}) {
  let position = 0n;
  return function recorded<E extends DomainEvent>(event: E, told: Told = {}): Recorded<E> {
    position += 1n;
    const occurredAt = told.at ?? '2024-05-06T01:00:00Z';
    return {
      event,
      version: 1,
      eventId: told.id ?? `e-${position}`,
      position,
      stream: 'test',
      revision: Number(position) - 1,
      occurredAt,
      recordedAt: told.known ?? occurredAt,
      subjects: told.subjects ?? [],
      meta: { actor: 'li', department: 'FIRE', region: '371302', ...meta, ...told.meta },
    };
  };
}
