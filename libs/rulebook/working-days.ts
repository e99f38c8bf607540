import { createRequire } from 'node:module';

/**
 * The table of `chinese-days`, not its functions: those ask the machine's time zone, and a Shanghai day has
 * only one answer.
 */
interface YearlyNotices {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}
const notices = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as YearlyNotices;

const DAY = 86_400_000;
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/**
 * `2024-05-06` and a number of calendar days, forward or back. Days here are Shanghai days: text, never
 * instants.
 */
export const addDays = (day: string, days: number): string => dayOf(utc(day) + days * DAY);
/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY);

/**
 * Whether offices are open: weekends, public holidays and 调休 of the State Council's yearly notice (handbook
 * §5.7).
 */
export function isWorkingDay(day: string): boolean {
  if (day in notices.workdays) return true;
  const weekday = new Date(utc(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !(day in notices.holidays);
}

/**
 * Working days after `from` up to and with `to`; 0 when `to` is not later. Years without a notice yet are
 * Monday to Friday.
 */
export function workingDaysBetween(from: string, to: string): number {
  let days = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at)) days += 1;
  return days;
}

/** The day itself when offices are open, otherwise the next day they are. */
export function workingDayFrom(day: string): string {
  let at = day;
  while (!isWorkingDay(at)) at = addDays(at, 1);
  return at;
}

/** A period of working days; the first day does not count (handbook §3.0). */
export function addWorkingDays(day: string, days: number): string {
  let at = day;
  for (let left = days; left > 0;) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}
