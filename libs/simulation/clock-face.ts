/**
 * Shanghai has no summer time: a day and the minutes since midnight there are an instant,
 * `2024-05-06T01:00:00Z`.
 */
export function instantOf(day: string, minutes: number): string {
  const instant = Date.parse(`${day}T00:00:00+08:00`) + Math.round(minutes * 60) * 1000;
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** The Shanghai day an instant falls on. */
export const dayOfInstant = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

/** Minutes since midnight, from `09:30`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
