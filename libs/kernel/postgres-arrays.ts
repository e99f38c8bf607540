/**
 * Arrays in PostgreSQL's binary form. As text, every quote of a kilobyte of JSON would be escaped here and
 * read again there; in binary the bytes are copied. `pg` sends a Buffer as a binary parameter.
 *
 * Layout: dimensions, null flag, element type, length, lower bound; then each element with its length before
 * it.
 */
const HEADER_BYTES = 20;
const OID = { int4: 23, int8: 20, text: 25, uuid: 2950, timestamptz: 1184 } as const;
/** PostgreSQL counts microseconds from 2000, we from 1970. */
const EPOCH_2000 = 946_684_800_000_000n;

function withHeader(buffer: Buffer, oid: number, length: number): Buffer {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(oid, 8);
  if (length === 0) return buffer.subarray(0, 12);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}

function fixed<T>(oid: number, bytes: number, write: (buffer: Buffer, value: T, at: number) => void) {
  return (values: readonly T[]): Buffer => {
    const buffer = withHeader(
      Buffer.allocUnsafe(HEADER_BYTES + values.length * (4 + bytes)),
      oid,
      values.length,
    );
    let at = HEADER_BYTES;
    for (const value of values) {
      buffer.writeInt32BE(bytes, at);
      write(buffer, value, at + 4);
      at += 4 + bytes;
    }
    return buffer;
  };
}

export const int4s = fixed<number>(OID.int4, 4, (buffer, value, at) => buffer.writeInt32BE(value, at));
export const int8s = fixed<bigint>(OID.int8, 8, (buffer, value, at) => buffer.writeBigInt64BE(value, at));
export const instants = fixed<bigint>(OID.timestamptz, 8, (buffer, microseconds, at) =>
  buffer.writeBigInt64BE(microseconds - EPOCH_2000, at),
);
export const uuids = fixed<string>(OID.uuid, 16, (buffer, uuid, at) =>
  buffer.write(uuid.replaceAll('-', ''), at, 'hex'),
);

export function texts(values: readonly string[]): Buffer {
  let room = HEADER_BYTES;
  for (const value of values) room += 4 + 3 * value.length;
  const buffer = withHeader(Buffer.allocUnsafe(room), OID.text, values.length);
  let at = HEADER_BYTES;
  for (const value of values) {
    const bytes = buffer.write(value, at + 4);
    buffer.writeInt32BE(bytes, at);
    at += 4 + bytes;
  }
  return values.length === 0 ? buffer : buffer.subarray(0, at);
}

/** One array as the text of one element: arrays of arrays would all have to be equally long. */
export const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
