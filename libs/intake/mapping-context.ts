import { Check } from 'typebox/value';
import type { Calendar } from './converters.js';
import type { Cell, Content, Row } from './mapping.js';
import type { Faults, Place, Term } from './mapping-term.js';

/** What the reader of a mapping carries along. */
export interface Reading {
  readonly faults: Faults;
  readonly calendar: Calendar;
  /** Columns named so far. */
  readonly named: { column: string; place: Place }[];
}

/** A JSON Schema, as far as a mapping's reader looks into it. */
export interface Wanted {
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Wanted>>;
  readonly required?: readonly string[];
  readonly items?: Wanted;
}

/** A column's name, noted with its place. */
export function columnIn(term: Term, reading: Reading): string {
  const column = (term.text ?? '').trim();
  if (column === '') reading.faults.add(term.place, '此处应为列名', 'a column name belongs here');
  else reading.named.push({ column, place: term.place });
  return column;
}

/** A text on its way, with the column it will be blamed on. */
export type TextCell = (row: Row) => { readonly text: string; readonly column: string };

/** The same for every row; checked here and now against what the field takes. */
export function constant(term: Term, { faults }: Reading, wanted: Wanted): Cell {
  const value = term.value as Content;
  if (Object.keys(wanted).length > 0 && !Check(wanted, value))
    faults.add(
      term.place,
      `常量不符合字段要求${choices(wanted)}`,
      `the constant is not what the field takes${choices(wanted)}`,
    );
  return () => value;
}

export const choices = ({ enum: values }: Wanted) => (values ? ` (${values.join(' | ')})` : '');
