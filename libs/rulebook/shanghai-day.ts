import { addDays } from './working-days.js';

/** Shanghai is eight hours ahead of UTC, all year. */
const MIDNIGHT_IN_SHANGHAI = '16';

/**
 * The Shanghai day of an instant in UTC: `2024-05-06T17:00:00Z` is 2024-05-07. Cheap: rules call it for
 * every event.
 */
export function shanghaiDay(instant: string): string {
  const day = instant.slice(0, 10);
  return instant.slice(11, 13) < MIDNIGHT_IN_SHANGHAI ? day : addDays(day, 1);
}

/** The first instant after a Shanghai day: what happened "by" that day happened before it. */
export const endOfDay = (day: string): string => `${day}T${MIDNIGHT_IN_SHANGHAI}:00:00Z`;
