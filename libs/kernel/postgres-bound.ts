import type { Connection } from 'pg';
import type { BinaryArray } from './postgres-arrays.js';
import type { Room } from './postgres-room.js';
import type { Row } from './postgres-rows.js';
import { Submitted } from './postgres-submitted.js';

/** A named statement and its parameters: arrays in binary, everything else as text. */
export interface Call {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (BinaryArray | string | number | bigint | null)[];
}

/** Message letters of PostgreSQL's extended query protocol. */
const [BIND, EXECUTE, SYNC] = [0x42, 0x45, 0x53];
const [TEXT, BINARY] = [0, 1];
const NULL = -1;
const ALL_ROWS = 0;
const ITSELF = 4;

interface Parsed extends Connection {
  readonly parsedStatements: Readonly<Record<string, string>>;
}

/**
 * A call written straight into the message that carries it. `pg` takes arrays as Buffers and copies each of
 * them into a buffer that it enlarges as it goes: half of what an append of a hundred events costs here.
 */
export class Bound extends Submitted {
  readonly rows: Row[] = [];
  /** By these two `pg` remembers what was parsed. */
  readonly name: string;
  readonly text: string;

  constructor(
    private readonly call: Call,
    private readonly room: Room,
  ) {
    super();
    this.name = call.name;
    this.text = call.text;
  }

  submit(connection: Connection) {
    const { name, text } = this;
    if ((connection as Parsed).parsedStatements[name] === undefined)
      connection.parse({ name, text, types: [] }, true);
    connection.stream.write(this.message());
  }

  override handleDataRow({ fields }: { readonly fields: Row }) {
    this.rows.push(fields);
  }

  private message(): Buffer {
    const { room } = this;
    const { values } = this.call;
    room.clear();
    const bind = this.begin(BIND);
    room.name('');
    room.name(this.name);
    room.int2(values.length);
    for (const value of values) room.int2(typeof value === 'function' ? BINARY : TEXT);
    room.int2(values.length);
    for (const value of values) this.parameter(value);
    room.int2(0);
    room.finish(bind, ITSELF);
    const execute = this.begin(EXECUTE);
    room.name('');
    room.int4(ALL_ROWS);
    room.finish(execute, ITSELF);
    room.finish(this.begin(SYNC), ITSELF);
    return room.message;
  }

  private begin(letter: number): number {
    this.room.int1(letter);
    return this.room.begin();
  }

  private parameter(value: Call['values'][number]): void {
    const { room } = this;
    if (value === null) return room.int4(NULL);
    const start = room.begin();
    if (typeof value === 'function') value(room);
    else room.text(String(value));
    room.finish(start);
  }
}
