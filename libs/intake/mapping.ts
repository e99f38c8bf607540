import type { EventContract } from '#kernel';
import type { Place } from './mapping-term.js';

/** One row of a file: the heading's names and what stands below them, as text. */
export interface Row {
  /** As the department sees it: the heading is row 1. */
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Cells beyond the heading that are not blank. */
  readonly surplus: number;
}

/** What a cell comes to; `undefined` where it is blank and nothing stands in for it. */
export type Content =
  string | number | boolean | readonly Content[] | { readonly [name: string]: Content } | undefined;

/** A cell that is not what the mapping says it is. */
export class CellFault extends Error {
  override readonly name = 'CellFault';
  constructor(
    readonly column: string,
    message: string,
  ) {
    super(message);
  }
}

/** How a value is made of a row. Throws {@link CellFault}. */
export type Cell = (row: Row) => Content;
export type Condition = (row: Row) => boolean;
export type ColumnCheck = (row: Row) => CellFault | undefined;

/** One of the events a row may turn into. */
export interface EventEntry {
  readonly contract: EventContract;
  /** Only the first row of a group makes it; the columns that make a group. */
  readonly oncePer: readonly string[];
  readonly when: readonly Condition[];
  readonly id: Cell;
  readonly occurredAt: Cell;
  readonly data: readonly (readonly [field: string, cell: Cell])[];
}

export interface FileForm {
  readonly sheet: string | undefined;
  /** Row in which the heading stands, from 1. */
  readonly headerRow: number;
  readonly encoding: 'utf-8' | 'gb18030' | undefined;
  readonly separator: ',' | ';' | '\t' | undefined;
}

/** A department's table, understood: what each row says in events. */
export interface Mapping {
  readonly name: string;
  readonly source: string;
  readonly department: Cell;
  readonly region: Cell;
  readonly file: FileForm;
  readonly checks: readonly ColumnCheck[];
  /** Columns whose values may come once only. */
  readonly unique: readonly string[];
  readonly events: readonly EventEntry[];
  /** Every column named anywhere, and where: to be compared with a file's heading. */
  readonly named: readonly { readonly column: string; readonly place: Place }[];
}
