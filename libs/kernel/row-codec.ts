import { randomUUID } from 'node:crypto';
import type { ColumnType } from './table.js';

/**
 * How a column travels to PostgreSQL: as an array of `sql`, cast to its own type on arrival where that
 * differs.
 */
interface Carriage {
  readonly sql: 'text' | 'int4' | 'bool';
  readonly cast: string;
}
const CARRIAGES: Readonly<Record<ColumnType, Carriage>> = {
  text: { sql: 'text', cast: '' },
  int: { sql: 'int4', cast: '' },
  bigint: { sql: 'text', cast: '::bigint' },
  boolean: { sql: 'bool', cast: '' },
  timestamptz: { sql: 'text', cast: '::timestamptz' },
  date: { sql: 'text', cast: '::date' },
  jsonb: { sql: 'text', cast: '::jsonb' },
  'text[]': { sql: 'text', cast: '::text[]' },
};
export const carriageOf = (type: ColumnType) => CARRIAGES[type];

const OIDS = { text: 25, int4: 23, int8: 20, bool: 16 } as const;
const HEADER_BYTES = 20;

/**
 * PostgreSQL's binary form of one array, so that nothing is quoted here and nothing parsed there. Reuses its
 * buffer.
 */
class ArrayWriter {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private at = 0;

  write(type: ColumnType | 'position', values: readonly unknown[]): Buffer {
    this.at = 0;
    if (type === 'position') return this.positions(values as readonly bigint[]);
    const { sql } = CARRIAGES[type];
    this.header(OIDS[sql], values);
    for (const value of values) {
      if (value === null || value === undefined) this.int32(-1);
      else if (sql === 'text') this.text(textOf(type, value));
      else if (sql === 'int4') this.sized4(value as number);
      else this.bool(value as boolean);
    }
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  private positions(values: readonly bigint[]): Buffer {
    this.header(OIDS.int8, values);
    for (const value of values) this.int64(value);
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  private header(oid: number, values: readonly unknown[]) {
    this.room(HEADER_BYTES);
    const dimensions = values.length === 0 ? 0 : 1;
    const head = [dimensions, 1, oid, ...(dimensions ? [values.length, 1] : [])];
    for (const number of head) this.int32(number);
  }

  private room(bytes: number) {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + bytes));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  private int32(value: number) {
    this.room(4);
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  private sized4(value: number) {
    if (!Number.isInteger(value)) throw new RangeError(`${value} is not a whole number`);
    this.int32(4);
    this.int32(value);
  }

  private int64(value: bigint) {
    this.int32(8);
    this.room(8);
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  private bool(value: boolean) {
    this.int32(1);
    this.room(1);
    this.at = this.bytes.writeUInt8(value ? 1 : 0, this.at);
  }

  private text(value: string) {
    this.room(4 + value.length * 3);
    const length = this.bytes.write(value, this.at + 4, 'utf8');
    this.bytes.writeInt32BE(length, this.at);
    this.at += 4 + length;
  }
}

/** A cell as PostgreSQL's text of its type. */
export function textOf(type: ColumnType, value: unknown): string {
  if (type === 'jsonb') return JSON.stringify(value);
  if (type === 'text[]') return listLiteral(value as readonly string[]);
  if (type === 'bigint') return String(value);
  if (typeof value !== 'string') throw new TypeError(`a ${type} column takes a string, not ${typeof value}`);
  return value;
}
const listLiteral = (items: readonly string[]) =>
  `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

const writer = new ArrayWriter();
/** One column of many rows as a bind value. Synchronous, so one writer serves the whole program. */
export const encodeColumn = (type: ColumnType | 'position', values: readonly unknown[]) =>
  writer.write(type, values);

const SEPARATOR = '\u001f';
/** Stands for NULL in a joined column. Nobody can guess it, so nobody can say it. */
const NOTHING = `\u001e${randomUUID()}`;

/**
 * One column of many rows as a bind value for {@link arrayOf}, the fast way: texts are joined, which costs a
 * quarter of writing each. A text that itself holds the separator makes its column too long, and then
 * PostgreSQL refuses the whole statement because {@link encodeColumn}'s columns beside it are shorter.
 */
export function joinColumn(type: ColumnType, cells: unknown[]): string | Buffer {
  if (CARRIAGES[type].sql !== 'text') return encodeColumn(type, cells);
  const plain = type !== 'jsonb' && type !== 'text[]';
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (cell === null || cell === undefined) cells[i] = NOTHING;
    else if (!plain || typeof cell !== 'string') cells[i] = textOf(type, cell);
  }
  return cells.join(SEPARATOR);
}

/** The SQL that makes an array of a bind value. `joined`: it comes from {@link joinColumn}. */
export function arrayOf(type: ColumnType, parameter: number, joined: boolean): string {
  const { sql } = CARRIAGES[type];
  if (!joined || sql !== 'text') return `$${parameter}::${sql}[]`;
  return `string_to_array($${parameter}::text, E'\\x1f', '${NOTHING}')`;
}

/** The expression that reads a column back in the words in which rules wrote it. */
export function readingOf(column: string, type: ColumnType): string {
  if (type === 'timestamptz') return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
  if (type === 'date') return `to_char(${column}, 'YYYY-MM-DD')`;
  if (type === 'text[]') return `to_json(${column})::text`;
  return `${column}::text`;
}

/**
 * A cell as rules wrote it: `bigint` columns are strings of digits, instants end in `Z` and have no idle
 * zeros, what was never said is `null`.
 */
export function decodeCell(type: ColumnType, cell: string | null): unknown {
  if (cell === null) return null;
  if (type === 'int') return Number(cell);
  if (type === 'boolean') return cell === 'true';
  if (type === 'jsonb' || type === 'text[]') return JSON.parse(cell) as unknown;
  if (type === 'timestamptz') return `${cell.replace(/\.?0+$/, '')}Z`;
  return cell;
}
