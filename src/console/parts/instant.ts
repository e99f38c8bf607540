const inShanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
export const DAY = 86_400_000;

/** `2024-05-06 09:00` in Shanghai. A plain day stays a day; nothing stays a dash. */
export function shownTime(instant: string | null | undefined): string {
  if (instant === null || instant === undefined || instant === '') return '—';
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instant;
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : inShanghai.format(at);
}

export const shownDay = (instant: string | null | undefined) => shownTime(instant).slice(0, 10);

/** Milliseconds of an instant; a plain day begins at midnight in Shanghai. */
export const msOf = (instant: string) =>
  Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(instant) ? `${instant}T00:00:00+08:00` : instant);

/** The last day of a month `2024-05`. */
export const lastDayOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** Milliseconds at which a plain day in Shanghai ends. */
export const endOfDay = (day: string) => msOf(day) + DAY - 1;
export const dayOf = (ms: number) => inShanghai.format(new Date(ms)).slice(0, 10);
