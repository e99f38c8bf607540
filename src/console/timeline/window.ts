import { DAY, dayOf, endOfDay, msOf } from '../parts/instant';

/** The stretch of time in view, in milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const YEAR = 365 * DAY;
const MARGIN = 0.03;
export const SMALLEST = DAY / 4;

/** Everything there is, with today, and a little air on both sides. */
export function wholeOf(times: readonly number[], today: number): Window {
  const first = times.reduce((least, at) => Math.min(least, at), today - 30 * DAY);
  const last = times.reduce((most, at) => Math.max(most, at), today);
  const air = (last - first) * MARGIN;
  return { from: first - air, to: last + air };
}

/** Newest in view: the last year of it. */
export function latestOf(whole: Window): Window {
  return { from: Math.max(whole.from, whole.to - YEAR), to: whole.to };
}

/** `factor` below 1 shows less time around the middle, above 1 more; never beyond the whole. */
export function zoomed(window: Window, factor: number, whole: Window): Window {
  const middle = (window.from + window.to) / 2;
  const half = Math.max(SMALLEST, (window.to - window.from) * factor) / 2;
  return within({ from: middle - half, to: middle + half }, whole);
}

/** `share` of the window's own length to the right, negative to the left. */
export function moved(window: Window, share: number, whole: Window): Window {
  const by = (window.to - window.from) * share;
  return within({ from: window.from + by, to: window.to + by }, whole);
}

function within({ from, to }: Window, whole: Window): Window {
  const length = Math.min(to - from, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}

/** As the address says it: days while many are in view, minutes when few are. */
export function said({ from, to }: Window): { readonly from: string; readonly to: string } {
  if (to - from > 10 * DAY) return { from: dayOf(from), to: dayOf(to) };
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Reads what {@link said} wrote; anything else is no window. */
export function heard(from: string | null, to: string | null): Window | null {
  if (from === null || to === null) return null;
  const window = { from: msOf(from), to: to.length === 10 ? endOfDay(to) : msOf(to) };
  return window.to - window.from >= SMALLEST ? window : null;
}
