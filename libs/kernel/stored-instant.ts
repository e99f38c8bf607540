/** Days from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH_2000_DAYS = 10_957;
const DAY_MS = 86_400_000;
const DAY = DAY_MS * 1_000;
const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;
const SECOND = 1_000_000;

/** Most events of a log lie on few days. */
const MAX_REMEMBERED = 10_000;
const days = new Map<number, string>();
function dayOf(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MAX_REMEMBERED) days.clear();
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}

const room = Buffer.from('2000-01-01T00:00:00.000000Z');
const [HOURS_AT, MINUTES_AT, SECONDS_AT, POINT_AT] = [11, 14, 17, 19];
const [POINT, ZERO, Z] = [0x2e, 0x30, 0x5a];

const TWO_TO_32 = 2 ** 32;
/** Eight bytes as a number, exact up to 2^53. */
export const int8At = (bytes: Buffer, at: number): number =>
  bytes.readInt32BE(at) * TWO_TO_32 + bytes.readUInt32BE(at + 4);

/**
 * The instant at a place of a row, microseconds since 2000 in eight bytes, with no trailing zeros in its
 * fraction. A rebuild writes two of them for each event; a `Date` takes five times as long, and a text put
 * together of parts is copied once more when it is read.
 */
export function instantAt(bytes: Buffer, at: number): string {
  const microseconds = int8At(bytes, at);
  if (!Number.isSafeInteger(microseconds)) return farAway(bytes.readBigInt64BE(at));
  const day = Math.floor(microseconds / DAY);
  return written(EPOCH_2000_DAYS + day, microseconds - day * DAY);
}

/** The same of milliseconds since 1970. */
export function instantOfMs(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY_MS);
  return written(day, (milliseconds - day * DAY_MS) * 1_000);
}

/** Before 1715 or after 2284. */
function farAway(microseconds: bigint): string {
  const inDay = ((microseconds % BigInt(DAY)) + BigInt(DAY)) % BigInt(DAY);
  return written(EPOCH_2000_DAYS + Number((microseconds - inDay) / BigInt(DAY)), Number(inDay));
}

/** A day since 1970, and the microseconds of it that have passed. */
function written(day: number, microseconds: number): string {
  let rest = microseconds;
  room.write(dayOf(day), 0, 'latin1');
  rest -= writeTwo(HOURS_AT, Math.floor(rest / HOUR)) * HOUR;
  rest -= writeTwo(MINUTES_AT, Math.floor(rest / MINUTE)) * MINUTE;
  rest -= writeTwo(SECONDS_AT, Math.floor(rest / SECOND)) * SECOND;
  const end = rest === 0 ? POINT_AT : writeFraction(rest);
  room[end] = Z;
  return room.toString('latin1', 0, end + 1);
}

function writeTwo(at: number, number: number): number {
  room[at] = ZERO + Math.floor(number / 10);
  room[at + 1] = ZERO + (number % 10);
  return number;
}

function writeFraction(fraction: number): number {
  let [rest, digits] = [fraction, 6];
  for (; rest % 10 === 0; rest /= 10) digits -= 1;
  room[POINT_AT] = POINT;
  for (let at = POINT_AT + digits; at > POINT_AT; at -= 1) {
    room[at] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return POINT_AT + digits + 1;
}
