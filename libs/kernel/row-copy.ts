import type { Connection, Pool, PoolClient, Submittable } from 'pg';
import type { RowState } from './projector-window.js';
import { textOf } from './row-codec.js';
import type { RowTable } from './row-table.js';
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

/** States of rows as COPY reads them: a line each, columns in the order of `table.written`. */
export function copyLines(table: RowTable, states: readonly RowState[]): Buffer {
  let lines = '';
  for (const { key, partition, from, to, row } of states) {
    lines += `${escaped(key)}\t${escaped(partition)}\t${from}\t${to}`;
    for (const { field, type } of table.columns) {
      const cell = row[field];
      if (cell === null || cell === undefined) lines += '\t\\N';
      else if (type === 'int' || type === 'boolean') lines += `\t${String(cell)}`;
      else lines += `\t${escaped(textOf(type, cell))}`;
    }
    lines += '\n';
  }
  return Buffer.from(lines);
}

/** A simple query of some statements, the last of which is a COPY FROM STDIN: all of it happens, or nothing. */
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
