import { Room } from './postgres-room.js';

/**
 * Arrays in PostgreSQL's binary form. As text, every quote of a kilobyte of JSON would be escaped here and
 * read again there; in binary the bytes are copied.
 *
 * Layout: dimensions, null flag, element type, length, lower bound; then each element with its length before
 * it.
 */
export type BinaryArray = (room: Room) => void;

const OID = { bytea: 17, int4: 23, int8: 20, text: 25, uuid: 2950, timestamptz: 1184 } as const;
/** PostgreSQL counts microseconds from 2000, we from 1970. */
const EPOCH_2000 = 946_684_800_000_000n;

function arrayOf<T>(oid: number, write: (room: Room, value: T) => void) {
  return (values: readonly T[]): BinaryArray =>
    (room) => {
      room.int4(values.length === 0 ? 0 : 1);
      room.int4(0);
      room.int4(oid);
      if (values.length === 0) return;
      room.int4(values.length);
      room.int4(1);
      for (const value of values) {
        const start = room.begin();
        write(room, value);
        room.finish(start);
      }
    };
}

export const int4s = arrayOf<number>(OID.int4, (room, value) => room.int4(value));
export const int8s = arrayOf<bigint>(OID.int8, (room, value) => room.int8(value));
export const instants = arrayOf<bigint>(OID.timestamptz, (room, microseconds) =>
  room.int8(microseconds - EPOCH_2000),
);
export const uuids = arrayOf<string>(OID.uuid, (room, uuid) => room.uuid(uuid));
export const texts = arrayOf<string>(OID.text, (room, text) => room.text(text));

const byteas = arrayOf<Buffer>(OID.bytea, (room, bytes) => room.raw(bytes));

/** The array as `pg` takes it: it sends a Buffer as a binary parameter. */
export function bytesOf(array: BinaryArray): Buffer {
  const room = new Room();
  array(room);
  return room.message;
}

export const textArray = (values: readonly string[]): Buffer => bytesOf(texts(values));
export const byteaArray = (values: readonly Buffer[]): Buffer => bytesOf(byteas(values));

const AWKWARD = /["\\]/;
const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
/** One array as the text of one element: arrays of arrays would all have to be equally long. */
export function arrayLiteral(values: readonly string[]): string {
  const plain = values.length > 0 && !values.some((value) => AWKWARD.test(value));
  return plain ? `{"${values.join('","')}"}` : `{${values.map(quoted).join(',')}}`;
}
