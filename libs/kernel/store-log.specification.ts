import type { EventStore } from './event-store.port.js';
import type { Recorded } from './event.js';

/** Short loops in the daily run; full length with FAULTS=full. */
export const FULL = process.env['FAULTS'] === 'full';

/**
 * Walks a log from its start and proves that no event is missing, stands twice or out of its stream's order.
 * Answers how many there are.
 */
export async function provenLog(
  store: EventStore,
  visit: (page: readonly Recorded[]) => void = () => undefined,
): Promise<number> {
  const next = new Map<string, number>();
  const ids = new Set<string>();
  const wrong: Recorded[] = [];
  let after = 0n;
  for (let newest = 0n; ;) {
    const page = await store.readAll({ after, limit: 1_000 });
    for (const recorded of page.events) {
      const { stream, revision, position, eventId } = recorded;
      const due = store.capabilities.contiguousPositions ? newest + 1n : position;
      if (revision !== (next.get(stream) ?? 0) || position !== due || position <= newest)
        wrong.push(recorded);
      next.set(stream, revision + 1);
      ids.add(eventId);
      newest = position;
    }
    visit(page.events);
    after = page.next;
    if (page.events.length > 0) continue;
    expect(wrong).toEqual([]);
    expect(await store.head()).toBe(newest);
    return ids.size;
  }
}

/** All events from the start, proven. */
export async function wholeLog(store: EventStore): Promise<Recorded[]> {
  const log: Recorded[] = [];
  const events = await provenLog(store, (page) => log.push(...page));
  expect(log).toHaveLength(events);
  return log;
}
