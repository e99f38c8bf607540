import { DAY, dayOf, msOf } from './instant';

/** Public holidays and the working Saturdays and Sundays that make up for them, by day. */
export interface WorkingCalendar {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/**
 * Working days after `from` through the day of `to`, as offices count them: the same table and the same rule as the
 * platform's rulebook, so that a picture never shows another number than a sentence.
 */
export function workingDaysBetween(
  { holidays, workdays }: WorkingCalendar,
  from: string,
  to: number,
): number {
  const last = dayOf(to);
  let days = 0;
  for (let at = msOf(from) + DAY; dayOf(at) <= last; at += DAY) {
    const day = dayOf(at);
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    if (day in workdays || (!weekend && !(day in holidays))) days += 1;
  }
  return days;
}
