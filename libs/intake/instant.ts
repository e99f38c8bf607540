const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

const AS_KEPT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** Whether the calendar has this day; `2024-02-30` is one only for `Date`. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * RFC 3339 to the one form kept here, UTC with up to six decimals; `undefined` when it names no real
 * instant.
 */
export function utcInstant(text: string): string | undefined {
  // As it is kept already, and on a day that every month has: most of what arrives.
  if (AS_KEPT.test(text)) return text;
  const found = RFC3339.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = found;
  if (!isRealDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const decimals = fraction.slice(0, 7).replace(/\.?0*$/, '');
  if (zone === 'Z' || zone === 'z') return `${year}-${month}-${day}T${hour}:${minute}:${second}${decimals}Z`;
  if (Number(zone!.slice(1, 3)) > 23 || Number(zone!.slice(4)) > 59) return undefined;
  const whole = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(whole) ? undefined : `${new Date(whole).toISOString().slice(0, 19)}${decimals}Z`;
}
