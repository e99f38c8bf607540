import { Temporal } from 'temporal-polyfill';
import { isRealDay } from './instant.js';

/** A moment on a wall: no zone yet. A day alone has no `time`. */
export interface WallClock {
  readonly day: string;
  readonly time: string | undefined;
}
export type DateFormat = (text: string) => WallClock | undefined;

/** The closed set of tokens, longest first, with what each one looks like. */
const tokens = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  a: '(?<half>[AaPp][Mm]|上午|下午)',
} as const;
const TOKEN = /yyyy|MM|M|dd|d|HH|H|hh|h|mm|ss|a|[\s\S]/g;

/**
 * `undefined` when the format is none: it must name year, month and day, each token once, other letters
 * nowhere.
 */
export function dateFormat(format: string): DateFormat | undefined {
  const parts = format.match(TOKEN) ?? [];
  const used = parts.filter((part) => part in tokens).map((part) => part[0]);
  const complete = ['y', 'M', 'd'].every((token) => used.includes(token));
  const strange = parts.some((part) => !(part in tokens) && /[A-SU-Za-z]/.test(part));
  if (!complete || strange || new Set(used.map((one) => one!.replace('h', 'H'))).size < used.length)
    return undefined;
  const pattern = parts.map((part) => tokens[part as keyof typeof tokens] ?? escaped(part)).join('');
  const shape = new RegExp(`^${pattern}$`);
  return (text) => wallClock(shape.exec(text)?.groups);
}

const escaped = (text: string) => (/\s/.test(text) ? '\\s+' : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));

function wallClock(found: Readonly<Record<string, string | undefined>> | undefined): WallClock | undefined {
  if (found === undefined) return undefined;
  const [year, month, day] = [Number(found['year']), Number(found['month']), Number(found['day'])];
  if (!isRealDay(year, month, day)) return undefined;
  const iso = `${two(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (found['hour'] === undefined) return { day: iso, time: undefined };
  const hour = hourOf(Number(found['hour']), found['half']);
  const [minute, second] = [Number(found['minute'] ?? 0), Number(found['second'] ?? 0)];
  if (hour === undefined || minute > 59 || second > 59) return undefined;
  return { day: iso, time: `${two(hour)}:${two(minute)}:${two(second)}` };
}

const two = (number: number) => String(number).padStart(2, '0');

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (/^[pP]|下午/.test(half) ? 12 : 0);
}

/** ISO is always understood: it is also what the cells of a workbook come as. */
export const isoFormats: readonly DateFormat[] = [
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-ddTHH:mm:ss',
].map((format) => dateFormat(format)!);

const FIRST_SERIAL = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/**
 * A day as a spreadsheet counts it, from 1954 to 2099, where a cell of dates was not formatted as one: `45418`
 * is 2024-05-06, `45418.375` nine in the morning.
 */
export function serialDay(text: string): WallClock | undefined {
  const serial = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (serial < 20_000 || serial >= 73_051) return undefined;
  const at = new Date(Math.round((FIRST_SERIAL + serial * DAY_MS) / 1000) * 1000).toISOString();
  return { day: at.slice(0, 10), time: text.includes('.') ? at.slice(11, 19) : undefined };
}

export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

const remembered = new Map<string, string>();

/** The instant at which a clock in the zone shows this. In the hour that comes twice, the first. */
export function instantIn(zone: string, day: string, time: string): string {
  const shown = `${day}T${time} ${zone}`;
  const known = remembered.get(shown);
  if (known !== undefined) return known;
  const local = Temporal.PlainDateTime.from(`${day}T${time}`);
  const instant = local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant().toString();
  if (remembered.size >= 10_000) remembered.clear();
  remembered.set(shown, instant);
  return instant;
}
