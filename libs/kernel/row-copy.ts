import type { Connection, Pool, PoolClient, Submittable } from 'pg';
import type { RowState } from './projector-window.js';
import { textOf } from './row-codec.js';
import { STILL_SO, type RowTable } from './row-table.js';
import type { ColumnType } from './table.js';
import { withClient } from './rebuild-transaction.js';

/** What `pg` has for COPY and does not tell TypeScript. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const AWKWARD = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) =>
  AWKWARD.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text;

let room = Buffer.allocUnsafe(1 << 20);
/**
 * States of rows as COPY reads them: a line each, columns in the order of `table.written`. A line is joined
 * and written at once into a buffer that is used again: this is the hottest place of a rebuild.
 */
export function copyLines({ columns }: RowTable, states: readonly RowState[]): Buffer {
  const cells = new Array<string>(columns.length + OWN);
  let at = 0;
  for (const { key, partition, from, to, row } of states) {
    cells[0] = escaped(key);
    cells[1] = escaped(partition);
    cells[2] = String(from);
    cells[3] = to === STILL_SO ? FOR_EVER : String(to);
    for (let i = 0; i < columns.length; i += 1)
      cells[i + OWN] = cellOf(columns[i]!.type, row[columns[i]!.field]);
    const line = `${cells.join('\t')}\n`;
    if (at + line.length * 3 > room.length) room = Buffer.concat([room], (at + line.length * 3) * 2);
    at += room.write(line, at, 'utf8');
  }
  return Buffer.from(room.subarray(0, at));
}
const OWN = 4;
const FOR_EVER = String(STILL_SO);

function cellOf(type: ColumnType, cell: unknown): string {
  if (cell === null || cell === undefined) return '\\N';
  return type === 'int' || type === 'boolean' ? String(cell) : escaped(textOf(type, cell));
}

/**
 * A simple query of some statements, the last of which is a COPY FROM STDIN: all of it happens, or nothing.
 */
class CopyQuery implements Submittable {
  readonly done: Promise<void>;
  private resolve: () => void = () => undefined;
  private reject: (failure: unknown) => void = () => undefined;
  private failure: unknown;

  constructor(
    private readonly text: string,
    private readonly lines: Buffer,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: Connection) {
    connection.query(this.text);
  }
  handleCopyInResponse(connection: CopyConnection) {
    connection.sendCopyFromChunk(this.lines);
    connection.endCopyFrom();
  }
  /** A refusal, after which the connection is ready again, or its loss, after which it never is. */
  handleError(failure: unknown) {
    this.failure = failure;
    this.reject(failure);
  }
  handleReadyForQuery() {
    if (this.failure === undefined) this.resolve();
  }
  handleRowDescription() {}
  handleDataRow() {}
  handleCommandComplete() {}
  handleEmptyQuery() {}
  handlePortalSuspended() {}
}

/** Runs `before` and then copies the rows in, in one transaction and one conversation. */
export const copyIn = (pool: Pool | PoolClient, before: string, { table, states }: Copied): Promise<void> =>
  withClient(pool, (client) => {
    const columns = table.written.map(({ name }) => `"${name}"`).join(', ');
    const text = `${before}; copy ${table.relation} (${columns}) from stdin`;
    return client.query(new CopyQuery(text, copyLines(table, states))).done;
  });
interface Copied {
  readonly table: RowTable;
  readonly states: readonly RowState[];
}
