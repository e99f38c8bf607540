import type { Connection, Pool, PoolClient } from 'pg';
import { Submitted } from './postgres-submitted.js';
import type { RowState } from './projector-window.js';
import { textOf } from './row-codec.js';
import { STILL_SO, type RowTable } from './row-table.js';
import type { ColumnType } from './table.js';
import { withClient } from './rebuild-transaction.js';

const AWKWARD = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) =>
  AWKWARD.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text;

/** CopyData: a letter and the length before the lines. CopyDone: a letter and its length, nothing else. */
const COPY_DATA = 0x64;
const BEFORE_LINES = 5;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

let room = Buffer.allocUnsafe(1 << 20);
/**
 * States of rows as COPY reads them, a line each, columns in the order of `table.written`, in the messages
 * that carry them. A line is joined and written at once into a buffer that is used again: this is the
 * hottest place of a rebuild. Throws what {@link textOf} throws.
 */
export function copyMessages({ columns }: RowTable, states: readonly RowState[]): Buffer {
  const cells = new Array<string>(columns.length + OWN);
  let at = BEFORE_LINES;
  for (const { key, partition, from, to, row } of states) {
    cells[0] = escaped(key);
    cells[1] = escaped(partition);
    cells[2] = String(from);
    cells[3] = to === STILL_SO ? FOR_EVER : String(to);
    for (let i = 0; i < columns.length; i += 1)
      cells[i + OWN] = cellOf(columns[i]!.type, row[columns[i]!.field]);
    const line = cells.join('\t');
    const most = at + line.length * 3 + 1 + COPY_DONE.length;
    if (most > room.length) room = Buffer.concat([room], most * 2);
    at += room.write(line, at, 'utf8');
    room[at++] = NEW_LINE;
  }
  room[0] = COPY_DATA;
  room.writeUInt32BE(at - 1, 1);
  at += COPY_DONE.copy(room, at);
  return Buffer.from(room.subarray(0, at));
}
const OWN = 4;
const NEW_LINE = 0x0a;
const FOR_EVER = String(STILL_SO);

function cellOf(type: ColumnType, cell: unknown): string {
  if (cell === null || cell === undefined) return '\\N';
  return type === 'int' || type === 'boolean' ? String(cell) : escaped(textOf(type, cell));
}

/**
 * A simple query of some statements, the last of which is a COPY FROM STDIN: all of it happens, or nothing.
 * The lines follow at once: nobody waits to be asked for them, and a server that refused a statement drops
 * them unread (PostgreSQL, Message Flow, COPY Operations).
 */
class CopyIn extends Submitted {
  constructor(
    private readonly text: string,
    private readonly copied: Pick<Copied, 'messages' | 'begun'>,
  ) {
    super();
  }

  submit(connection: Connection) {
    connection.query(this.text);
    connection.stream.write(this.copied.messages);
  }
  handleCopyInResponse() {
    this.copied.begun();
  }
}

/** Runs `before` and then copies the lines in, in one transaction and one conversation. */
export const copyIn = (pool: Pool | PoolClient, before: string, copied: Copied): Promise<void> =>
  withClient(pool, (client) => {
    const { table } = copied;
    const columns = table.written.map(({ name }) => `"${name}"`).join(', ');
    const text = `${before}; copy ${table.relation} (${columns}) from stdin`;
    return client.query(new CopyIn(text, copied)).done;
  });
export interface Copied {
  readonly table: RowTable;
  /** What {@link copyMessages} made for this table. */
  readonly messages: Buffer;
  /** `before` is done, the rows are being taken. */
  readonly begun: () => void;
}
