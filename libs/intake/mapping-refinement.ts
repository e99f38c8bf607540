import { instant, localDate } from '#kernel';
import { Check } from 'typebox/value';
import { converters, toDay, toFen, toInstant, toInteger, toSlug, type Converter } from './converters.js';
import { CellFault, type Cell, type Content } from './mapping.js';
import { choices, constant, type Reading, type TextCell, type Wanted } from './mapping-context.js';
import type { Term } from './mapping-term.js';
import { nearNames, perhaps } from './near-name.js';

export const refinements = [
  'before',
  'after',
  'map',
  'otherwise',
  'as',
  'split',
  'at',
  'cut',
  'default',
] as const;

interface Field {
  readonly reading: Reading;
  readonly wanted: Wanted;
}

/** before/after, then map, then the converter, then cut; a blank takes the default. */
export function refined(text: TextCell, term: Term, field: Field): Cell {
  const cut = cutter(term, field);
  const translate = translator(term, field);
  const convert = converter(term, field);
  const shorten = shortener(term, field);
  const fallback = term.find('default');
  if (fallback) constant(fallback, field.reading, field.wanted);
  const standIn = fallback?.value as Content;
  return (row) => {
    const { text: whole, column } = text(row);
    const part = cut(whole);
    return part === '' ? standIn : shorten(convert(part, column, translate));
  };
}

const textOf = (term: Term, name: string) => term.find(name)?.text;

function cutter(term: Term, _: Field): (text: string) => string {
  const [before, after] = [textOf(term, 'before'), textOf(term, 'after')];
  return (text) => {
    const end = before === undefined ? -1 : text.indexOf(before);
    const head = end < 0 ? text : text.slice(0, end);
    const start = after === undefined ? -1 : head.indexOf(after);
    return (start < 0 ? head : head.slice(start + after!.length)).trim();
  };
}

type Translate = (text: string, column: string) => string | undefined;
function translator(term: Term, { reading, wanted }: Field): Translate {
  const table = term.find('map');
  const otherwise = term.find('otherwise');
  if (!table) return (text) => text;
  if (!table.isMap) reading.faults.add(table.place, 'map 应为“原值: 新值”', 'map holds "value: new value"');
  const target = wanted.type === 'array' ? (wanted.items ?? {}) : wanted;
  for (const { term: value } of table.entries) {
    if (Object.keys(target).length === 0 || Check(target, value.text)) continue;
    reading.faults.add(
      value.place,
      `字段不接受“${value.text}”${choices(target)}`,
      `the field does not take "${value.text}"${choices(target)}`,
    );
  }
  const known = new Map(table.entries.map(({ name, term: value }) => [name.trim(), value.text ?? '']));
  return (text, column) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (otherwise) return otherwise.text;
    throw new CellFault(
      column,
      `“${text.slice(0, 60)}”不在 map 中 / "${text.slice(0, 60)}" is not in its map`,
    );
  };
}

type Convert = (text: string, column: string, translate: Translate) => Content;
function converter(term: Term, { reading, wanted }: Field): Convert {
  const named = converterOf(term, { reading, wanted });
  const at = timeOfDay(term, reading);
  const then = {
    text: (text: string) => text,
    date: toDay(reading.calendar),
    instant: toInstant(reading.calendar, at),
    integer: toInteger,
    fen: toFen,
    slug: toSlug,
  };
  if (named === 'list') return listed(term.find('split')?.text ?? ',');
  return (text, column, translate) => {
    const translated = translate(text, column);
    return translated === undefined ? undefined : then[named](translated, column);
  };
}

/** What the map does not know and `otherwise: ~` answers with nothing is left out. */
const listed =
  (separator: string): Convert =>
  (text, column, translate) => {
    const items = text.split(separator).map((item) => item.trim());
    const translated = items.filter((item) => item !== '').map((item) => translate(item, column));
    return [...new Set(translated.filter((item) => item !== undefined))];
  };

/** Named, or plain from what the field takes. */
function converterOf(term: Term, { reading, wanted }: Field): Converter {
  const as = term.find('as');
  if (as === undefined) {
    if (wanted.type === 'integer') return 'integer';
    if (wanted.type === 'array') return 'list';
    if (wanted.pattern === (instant as Wanted).pattern) return 'instant';
    return wanted.pattern === (localDate as Wanted).pattern ? 'date' : 'text';
  }
  const known = converters.find((name) => name === as.text);
  if (known) return known;
  const near = perhaps(nearNames(as.text ?? '', converters));
  const all = converters.join(' | ');
  reading.faults.add(
    as.place,
    `没有转换“${as.text}”${near}（${all}）`,
    `there is no converter "${as.text}"${near} (${all})`,
  );
  return 'text';
}

function timeOfDay(term: Term, { faults }: Reading): string {
  const at = term.find('at');
  if (at === undefined) return '12:00:00';
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(at.text ?? '')) return `${at.text}:00`;
  faults.add(at.place, 'at 应为带引号的 "时:分"，如 "09:00"', 'at is a quoted "HH:MM", such as "09:00"');
  return '12:00:00';
}

function shortener(term: Term, { reading }: Field): (content: Content) => Content {
  const most = term.find('cut');
  if (most === undefined) return (content) => content;
  const length = Number(most.text);
  if (!Number.isInteger(length) || length < 1)
    reading.faults.add(most.place, 'cut 应为字数', 'cut is a number of characters');
  return (content) => (typeof content === 'string' ? [...content].slice(0, length).join('').trim() : content);
}
