import { createHash } from 'node:crypto';
import { instantIn, serialDay, type DateFormat, type WallClock } from './date-format.js';
import { utcInstant } from './instant.js';
import { CellFault } from './mapping.js';

/** How dates are written in this file, and where its clocks hang. */
export interface Calendar {
  readonly zone: string;
  readonly formats: readonly DateFormat[];
}

/** The closed set of converters. Each takes a text that is not blank. */
export const converters = ['text', 'date', 'instant', 'integer', 'fen', 'slug', 'list'] as const;
export type Converter = (typeof converters)[number];

type Converting = (text: string, column: string) => string | number;

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const fault = (column: string, text: string, zh: string, en: string) =>
  new CellFault(column, `“${text.slice(0, 60)}”${zh} / "${text.slice(0, 60)}" ${en}`);

export const toDay =
  ({ formats }: Calendar): Converting =>
  (text, column) =>
    read(text, column, formats).day;

/** `at`: the time of day where the cell holds a day alone. */
export const toInstant =
  ({ formats, zone }: Calendar, at: string): Converting =>
  (text, column) => {
    const exact = utcInstant(text);
    if (exact !== undefined) return exact;
    const { day, time } = read(text, column, formats);
    return instantIn(zone, day, time ?? at);
  };

/** Full-width digits and signs are the same digits: ２０２４－５－６. */
const plainSigns = (text: string) => text.normalize('NFKC');

function read(given: string, column: string, formats: readonly DateFormat[]): WallClock {
  const text = plainSigns(given);
  for (const format of formats) {
    const found = format(given) ?? format(text);
    if (found) return found;
  }
  const shown = serialDay(text);
  if (shown) return shown;
  throw fault(column, given, '不是可识别的日期', 'is no date in the formats given');
}

/** `12`, `12.0` and `1,200`; nothing that would have to be rounded. */
export const toInteger: Converting = (text, column) => {
  const plain = plainSigns(text).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  const number = Number(/^[+-]?\d+(\.0+)?$/.test(plain) ? plain : 'none');
  if (Number.isSafeInteger(number)) return number;
  throw fault(column, text, '不是整数', 'is not a whole number');
};

/** Yuan to fen without floating point: `1,234.5` is `123450`. */
export const toFen: Converting = (text, column) => {
  const plain = plainSigns(text)
    .replace(/^[¥￥]\s*|\s*元$/g, '')
    .replace(/(?<=\d)[,，](?=\d{3}(\D|$))/g, '');
  const [, yuan, decimals = ''] = /^(\d{1,15})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  if (yuan === undefined) throw fault(column, text, '不是金额（元）', 'is not an amount in yuan');
  return String(BigInt(yuan) * 100n + BigInt(decimals.padEnd(2, '0')));
};

/**
 * An id of what is already one; else its Latin letters and digits and a digest, the same for the same text.
 */
export const toSlug: Converting = (text) => {
  if (ID.test(text)) return text;
  const kept = text
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const digest = createHash('sha256').update(text.normalize('NFC')).digest('hex').slice(0, 12);
  return kept === '' ? `x-${digest}` : `${kept}-${digest}`;
};
