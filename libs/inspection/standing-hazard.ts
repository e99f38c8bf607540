import type { PublishedEvent, RectificationEvent } from '#contracts';
import { isSettled } from './inspection.decider.js';

/** Grave hazards of one facility as one department sees them: put right by now, and not. */
export interface GraveHazards {
  readonly settled: readonly string[];
  readonly standing: readonly string[];
}

const looks: ReadonlySet<string> = new Set(['HazardRectified', 'RectificationVerified']);

/** What a department found on whatever visit, from everything said about the facility. */
export function graveHazardsIn(history: readonly PublishedEvent[], department: string): GraveHazards {
  const told = new Map<string, RectificationEvent[]>();
  for (const event of history)
    if (
      event.type === 'HazardFound' &&
      event.data.gravity === 'grave' &&
      event.data.department === department
    )
      told.set(event.data.hazardId, []);
  for (const event of history)
    if (looks.has(event.type)) {
      const look = event as RectificationEvent;
      told.get(look.data.hazardId)?.push(look);
    }
  const ids = [...told.keys()];
  const isRight = (id: string) => isSettled(told.get(id)!);
  return { settled: ids.filter(isRight), standing: ids.filter((id) => !isRight(id)) };
}
