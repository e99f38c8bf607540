/** An event as it lies on the server. */
export interface StoredEvent {
  readonly id: string;
  readonly streamId: string;
  readonly type: string;
  readonly revision: number;
  /** Both numbers of its place in the log. */
  readonly commit: bigint;
  readonly prepare: bigint;
  /** The server's clock, in whole milliseconds since 1970. */
  readonly createdMs: number;
  readonly isJson: boolean;
  readonly body: Uint8Array;
  /** What stands beside the body: bytes, or what the client has already parsed. */
  readonly metadata: unknown;
}

/** The server's other messages, which carry no event. */
export const NO_SUCH_STREAM = { says: 'no such stream' } as const;
export const NOTHING = { says: 'nothing of interest' } as const;
export type ReadMessage = StoredEvent | typeof NO_SUCH_STREAM | typeof NOTHING;

/** The server's clock counts 100 ns; the last digits are below a millisecond, and all of them above 2^53. */
const DIGITS_BELOW_MS = 4;

/**
 * Reads protobuf where it lies. The generated classes of the client make a dozen objects of every event and
 * copy its bytes three times: more than half of what a rebuild costs.
 */
class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
    public end: number,
  ) {}

  /** Exact up to 2^53: nine million gigabytes of log. */
  varint(): number {
    let byte = this.bytes[this.at++]!;
    let value = byte & 0x7f;
    for (let factor = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = this.bytes[this.at++]!;
      value += (byte & 0x7f) * factor;
    }
    return value;
  }

  /** Begins a field of some length; answers where it ends. */
  length(): number {
    const length = this.varint();
    return this.at + length;
  }

  text(): string {
    const end = this.length();
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end;
    return text;
  }

  /** The text of a field that lies at a place; a field that is missing, at 0, holds none. */
  textOf(place: number): string {
    this.at = place;
    return place === 0 ? '' : this.text();
  }

  /** Whether the field at a place holds this text of plain letters. No text is made of it. */
  holds(place: number, text: string): boolean {
    if (place === 0) return text === '';
    this.at = place;
    if (this.length() - this.at !== text.length) return false;
    for (let i = 0; i < text.length; i += 1) if (this.bytes[this.at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  slice(): Buffer {
    const end = this.length();
    const slice = this.bytes.subarray(this.at, end);
    this.at = end;
    return slice;
  }

  skip(kind: number): void {
    if (kind === 0) this.varint();
    else if (kind === 1) this.at += 8;
    else if (kind === 5) this.at += 4;
    else this.at = this.length();
  }

  /** Calls for each field of a message of so many bytes; what is not taken is skipped. */
  message(end: number, take: (field: number) => boolean): void {
    while (this.at < end) {
      const tag = this.varint();
      if (!take(tag >>> 3)) this.skip(tag & 7);
    }
  }
}

/** The numbers of the fields in the server's published interface (`streams.proto`, `shared.proto`). */
const READ = { event: 1, notFound: 4 };
const RESOLVED = { event: 1 };
const RECORDED = { id: 1, stream: 2, revision: 3, prepare: 4, commit: 5, system: 6, metadata: 7, body: 8 };
const ID = { text: 2 };
const STREAM = { name: 3 };
const ENTRY = { key: 1, value: 2 };

/** One message of the server's answer to a read. */
export function readMessage(bytes: Buffer): ReadMessage {
  const cursor = new Cursor(bytes, 0, bytes.length);
  let message: ReadMessage = NOTHING;
  cursor.message(bytes.length, (field) => {
    if (field === READ.notFound) message = NO_SUCH_STREAM;
    if (field !== READ.event) return false;
    cursor.message(cursor.length(), (inner) => {
      if (inner !== RESOLVED.event) return false;
      message = recorded(cursor, cursor.length());
      return true;
    });
    return true;
  });
  return message;
}

const EMPTY: Buffer = Buffer.alloc(0);

function recorded(cursor: Cursor, end: number): StoredEvent {
  const event = {
    id: '',
    streamId: '',
    type: '',
    revision: 0,
    commit: 0n,
    prepare: 0n,
    createdMs: 0,
    isJson: false,
    body: EMPTY,
    metadata: EMPTY,
  };
  cursor.message(end, (field) => {
    if (field === RECORDED.id) event.id = textAt(cursor, ID.text);
    else if (field === RECORDED.stream) event.streamId = textAt(cursor, STREAM.name);
    else if (field === RECORDED.revision) event.revision = cursor.varint();
    else if (field === RECORDED.prepare) event.prepare = BigInt(cursor.varint());
    else if (field === RECORDED.commit) event.commit = BigInt(cursor.varint());
    else if (field === RECORDED.metadata) event.metadata = cursor.slice();
    else if (field === RECORDED.body) event.body = cursor.slice();
    else if (field === RECORDED.system) system(cursor, event);
    else return false;
    return true;
  });
  if (event.id === '') throw new TypeError('the server names an event in another form than was asked for');
  return event;
}

/** The one text of a message that holds nothing else of interest. */
function textAt(cursor: Cursor, wanted: number): string {
  let text = '';
  cursor.message(cursor.length(), (field) => {
    if (field !== wanted) return false;
    text = cursor.text();
    return true;
  });
  return text;
}

/** One entry of what the server notes about every event: its type, its form, when it came. */
function system(cursor: Cursor, event: { type: string; isJson: boolean; createdMs: number }): void {
  let [key, value] = [0, 0];
  cursor.message(cursor.length(), (field) => {
    if (field === ENTRY.key) key = cursor.at;
    else if (field === ENTRY.value) value = cursor.at;
    return false;
  });
  const behind = cursor.at;
  if (cursor.holds(key, 'type')) event.type = cursor.textOf(value);
  else if (cursor.holds(key, 'content-type')) event.isJson = cursor.holds(value, 'application/json');
  else if (cursor.holds(key, 'created'))
    event.createdMs = Number(cursor.textOf(value).slice(0, -DIGITS_BELOW_MS));
  cursor.at = behind;
}
