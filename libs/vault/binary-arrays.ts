/**
 * Arrays in PostgreSQL's binary form, which `pg` sends when it is given a Buffer: as text, every byte of a
 * ciphertext would be spelt out in hexadecimal here and read again there. Layout: dimensions, null flag,
 * element type, length, lower bound; then each element with its length before it.
 */
const HEADER_BYTES = 20;
const BYTEA = 17;
const TEXT = 25;

export const byteaArray = (values: readonly Buffer[]): Buffer =>
  binaryArray(BYTEA, values, {
    bytes: (value) => value.length,
    write: (value, into, at) => value.copy(into, at),
  });

export const textArray = (values: readonly string[]): Buffer =>
  binaryArray(TEXT, values, {
    bytes: (value) => Buffer.byteLength(value),
    write: (value, into, at) => into.write(value, at),
  });

interface Element<T> {
  readonly bytes: (value: T) => number;
  readonly write: (value: T, into: Buffer, at: number) => number;
}

function binaryArray<T>(oid: number, values: readonly T[], element: Element<T>): Buffer {
  let room = HEADER_BYTES;
  for (const value of values) room += 4 + element.bytes(value);
  const array = Buffer.allocUnsafe(room);
  [1, 0, oid, values.length, 1].forEach((word, i) => array.writeInt32BE(word, 4 * i));
  let at = HEADER_BYTES;
  for (const value of values) {
    const bytes = element.write(value, array, at + 4);
    array.writeInt32BE(bytes, at);
    at += 4 + bytes;
  }
  return array;
}
