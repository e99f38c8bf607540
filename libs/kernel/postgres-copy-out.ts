import type { Connection } from 'pg';
import { instantAt, int8At } from './stored-instant.js';
import { Submitted } from './postgres-submitted.js';

/** `PGCOPY`, flags and the length of an extension that nobody has (PostgreSQL, COPY, Binary Format). */
const HEADER_BYTES = 19;
const END = -1;
/**
 * Rows of a query as bytes, in the binary form of COPY. `pg` makes a text of every column of every row, also
 * of those that nobody asks for; here a column is read when it is asked for.
 */
export class CopyOut extends Submitted {
  private bytes: Buffer;
  private end = 0;

  /** With room for so many bytes at first; it grows. */
  constructor(
    private readonly query: string,
    room: number,
  ) {
    super();
    this.bytes = Buffer.allocUnsafeSlow(room);
  }

  /** How many bytes came. */
  get size(): number {
    return this.end;
  }

  submit(connection: Connection) {
    connection.query(`copy (${this.query}) to stdout (format binary)`);
  }

  /** The chunk is part of a buffer that `pg` uses again, so it is copied at once. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }) {
    const needed = this.end + chunk.length;
    if (needed > this.bytes.length) this.bytes = Buffer.concat([this.bytes], 2 * needed);
    this.end += chunk.copy(this.bytes, this.end);
  }

  /** Once it is done. */
  rows(): CopiedRow[] {
    const rows: CopiedRow[] = [];
    for (let at = HEADER_BYTES; ;) {
      const columns = this.bytes.readInt16BE(at);
      if (columns === END) return rows;
      at += 2;
      rows.push(new CopiedRow(this.bytes, at));
      for (let i = 0; i < columns; i += 1) at += 4 + this.bytes.readInt32BE(at);
    }
  }
}

const NO_DIMENSION = 0;
const BEFORE_ELEMENTS = 20;

/** Columns that are never null, each with its length before it. */
export class CopiedRow {
  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
  ) {}

  int4(column: number): number {
    return this.bytes.readInt32BE(this.at(column));
  }

  /** Up to 2^53. */
  int8(column: number): number {
    return int8At(this.bytes, this.at(column));
  }

  text(column: number): string {
    const at = this.at(column);
    return this.bytes.toString('utf8', at, at + this.bytes.readInt32BE(at - 4));
  }

  instant(column: number): string {
    return instantAt(this.bytes, this.at(column));
  }

  texts(column: number): string[] {
    let at = this.at(column);
    if (this.bytes.readInt32BE(at) === NO_DIMENSION) return [];
    const texts = new Array<string>(this.bytes.readInt32BE(at + 12));
    at += BEFORE_ELEMENTS;
    for (let i = 0; i < texts.length; i += 1) {
      const end = at + 4 + this.bytes.readInt32BE(at);
      texts[i] = this.bytes.toString('utf8', at + 4, end);
      at = end;
    }
    return texts;
  }

  private at(column: number): number {
    let at = this.start;
    for (let i = 0; i < column; i += 1) at += 4 + this.bytes.readInt32BE(at);
    return at + 4;
  }
}
