// What an EventStoreDB 23.10.6 keeps and how it answers an append, as observed-23.10.6.json records it of a real server.
// Kept in memory; with a file, every append is on disk before it is answered, so a killed stand-in comes back with all it acknowledged.
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export const MAX_APPEND_BYTES = 1024 * 1024;
/** A record's place in the log advances by its size, so positions rise and are not contiguous, as on a real server. */
const RECORD_OVERHEAD = 170;
/** A server that has been in use for a while: places do not fit 32 bits. */
const BEGIN = 2 ** 32 - 5_000;

export class Log extends EventEmitter {
  events = [];
  streams = new Map();
  end = BEGIN;

  /** `others`: what the server itself and other applications write in between; see `others.mjs`. */
  constructor(file, others = noOthers) {
    super();
    this.setMaxListeners(0);
    Object.assign(this, { file, others });
    this.between();
    if (file && existsSync(file))
      for (const line of readFileSync(file, 'utf8').split('\n'))
        if (line.endsWith('}')) this.replay(JSON.parse(line));
  }

  /** Others write, and their events are no answer to anybody. */
  between() {
    for (const { stream, ...event } of this.others())
      this.write(stream, [{ id: randomUUID(), metadata: Buffer.from(''), ...event }]);
  }

  /** Events of a stream whose retention is over are taken out of the log: their places hold nothing any more. */
  scavenge(stream) {
    this.events = this.events.filter((event) => event.stream !== stream);
  }

  replay({ stream, events, removed, tombstoned }) {
    if (removed) this.stream(stream).deleted = true;
    else if (tombstoned) this.stream(stream).tombstoned = true;
    else
      this.writeAmongOthers(
        stream,
        events.map((event) => ({ ...event, ...bytesOf(event) })),
      );
  }

  writeAmongOthers(stream, events) {
    const place = this.write(stream, events);
    this.between();
    return place;
  }

  stream(name) {
    if (!this.streams.has(name))
      this.streams.set(name, { events: [], deleted: false, tombstoned: false, ids: new Map() });
    return this.streams.get(name);
  }

  keep(entry) {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  /** @returns {{ok: {revision: number, position: number}} | {wrong: number} | {deleted: true} | {tooLarge: true}} */
  append(name, expected, proposed) {
    const size = proposed.reduce((sum, event) => sum + event.data.length + event.metadata.length, 0);
    if (size > MAX_APPEND_BYTES) return { tooLarge: true };
    const stream = this.stream(name);
    if (stream.tombstoned) return { deleted: true };
    const current = stream.events.length - 1;
    if (proposed.length === 0) return { ok: { revision: Math.max(current, 0), position: this.end } };
    const known = this.known(stream, expected, proposed);
    if (known) return { ok: known };
    if (!fits(expected, stream, current)) return { wrong: stream.deleted ? -1 : current };
    this.keep({ stream: name, events: proposed.map(textOf) });
    return { ok: this.writeAmongOthers(name, proposed) };
  }

  /** A repeated append answers with the place of the first time, whatever its bodies say. */
  known(stream, expected, proposed) {
    const start =
      typeof expected === 'number'
        ? expected + 1
        : expected === 'no_stream'
          ? 0
          : stream.ids.get(proposed[0].id);
    if (start === undefined) return undefined;
    const same = proposed.every((event, i) => stream.events[start + i]?.id === event.id);
    const last = stream.events[start + proposed.length - 1];
    return same ? { revision: last.revision, position: last.position } : undefined;
  }

  write(name, proposed) {
    const stream = this.stream(name);
    stream.deleted = false;
    for (const event of proposed) {
      const position = this.end;
      this.end += RECORD_OVERHEAD + event.data.length + event.metadata.length + name.length;
      const stored = {
        ...event,
        stream: name,
        revision: stream.events.length,
        position,
        created: Date.now(),
      };
      stream.ids.set(event.id, stored.revision);
      stream.events.push(stored);
      this.events.push(stored);
    }
    this.emit('written');
    const { revision, position } = stream.events.at(-1);
    return { revision, position };
  }

  remove(name, how) {
    this.keep({ stream: name, [how]: true });
    this.replay({ stream: name, [how]: true });
    this.end += RECORD_OVERHEAD;
    return this.end;
  }

  readable(name) {
    const stream = this.streams.get(name);
    return stream && !stream.deleted && stream.events.length > 0 ? stream.events : undefined;
  }

  /** Index of the first event at or after a position. */
  indexAt(position) {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle].position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const noOthers = () => [];

function fits(expected, stream, current) {
  if (expected === 'any') return true;
  if (expected === 'stream_exists') return current >= 0 && !stream.deleted;
  if (expected === 'no_stream') return current < 0 || stream.deleted;
  return expected === current;
}

const textOf = ({ data, metadata, ...event }) => ({
  ...event,
  data: Buffer.from(data).toString('base64'),
  metadata: Buffer.from(metadata).toString('base64'),
});
const bytesOf = ({ data, metadata }) => ({
  data: Buffer.from(data, 'base64'),
  metadata: Buffer.from(metadata, 'base64'),
});
