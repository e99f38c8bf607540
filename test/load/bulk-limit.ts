import pg from 'pg';
import { randomUUID } from 'node:crypto';

const TABLE = `drop table if exists bulk; create table bulk (
  id bigint generated always as identity primary key, event_id uuid, stream text, version bigint, type text,
  body text, meta text, recorded_at timestamptz default clock_timestamp())`;
const COPY = 'copy bulk (event_id, stream, version, type, body, meta) from stdin';
const META = '{"actor":"fire-system","department":"FIRE","region":"371302"}';
const CHUNK = 500;

/** The part of the protocol that `pg` leaves to others: rows streamed into one COPY statement. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

class CopyIn {
  readonly done: Promise<void>;
  private resolve!: () => void;
  private reject!: (error: Error) => void;

  constructor(private readonly chunks: Iterable<Buffer>) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: CopyConnection): void {
    connection.query(COPY);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  handleCommandComplete(): void {}
}

const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => `\\${character}`);

function* rowsOf(bodies: readonly string[]): Iterable<Buffer> {
  for (let start = 0; start < bodies.length; start += CHUNK) {
    const lines = bodies
      .slice(start, start + CHUNK)
      .map((body, i) => `${randomUUID()}\tcase-${start + i}\t0\tHazardFound\t${escaped(body)}\t${META}\n`);
    yield Buffer.from(lines.join(''));
  }
}

/** The limit: the same bodies through one COPY from this process into a bare table. Events a second. */
export async function copyInto(url: string, bodies: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TABLE);
  const start = performance.now();
  const copy = new CopyIn(rowsOf(bodies));
  (client.query as (submittable: CopyIn) => void)(copy);
  await copy.done;
  const seconds = (performance.now() - start) / 1_000;
  await client.end();
  return bodies.length / seconds;
}
