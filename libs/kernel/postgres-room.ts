const LEAST = 8 * 1024;
/** A larger one is not kept for the next message. */
const MOST_KEPT = 4 * 1024 * 1024;

const [DASH, NINE, BEFORE_A] = [45, 57, 87];
const digitAt = (text: string, at: number) => {
  const code = text.charCodeAt(at);
  return code > NINE ? code - BEFORE_A : code & 15;
};

/** The room for one message: a buffer that grows, is written from its front, and is used again. */
export class Room {
  private bytes = Buffer.allocUnsafeSlow(LEAST);
  private end = 0;

  /** What was written. Holds until the room is cleared. */
  get message(): Buffer {
    return this.bytes.subarray(0, this.end);
  }

  clear(): void {
    if (this.bytes.length > MOST_KEPT) this.bytes = Buffer.allocUnsafeSlow(LEAST);
    this.end = 0;
  }

  int1(value: number): void {
    this.need(1);
    this.end = this.bytes.writeUInt8(value, this.end);
  }

  int2(value: number): void {
    this.need(2);
    this.end = this.bytes.writeInt16BE(value, this.end);
  }

  int4(value: number): void {
    this.need(4);
    this.end = this.bytes.writeInt32BE(value, this.end);
  }

  int8(value: bigint): void {
    this.need(8);
    this.end = this.bytes.writeBigInt64BE(value, this.end);
  }

  raw(bytes: Buffer): void {
    this.need(bytes.length);
    this.end += bytes.copy(this.bytes, this.end);
  }

  text(value: string): void {
    this.need(3 * value.length);
    this.end += this.bytes.write(value, this.end);
  }

  /** The sixteen bytes of a UUID in lower case. */
  uuid(text: string): void {
    this.need(16);
    for (let i = 0; i < text.length; i += 2) {
      if (text.charCodeAt(i) === DASH) i += 1;
      this.bytes[this.end++] = (digitAt(text, i) << 4) | digitAt(text, i + 1);
    }
  }

  /** Text, and the zero that ends it. */
  name(value: string): void {
    this.text(value);
    this.int1(0);
  }

  /** Leaves room for a length, which {@link finish} writes. */
  begin(): number {
    this.int4(0);
    return this.end;
  }

  /** The length of what was written since; `itself`: counted with its own four bytes, as messages are. */
  finish(start: number, itself = 0): void {
    this.bytes.writeInt32BE(this.end - start + itself, start - 4);
  }

  private need(more: number): void {
    if (this.end + more > this.bytes.length) this.bytes = Buffer.concat([this.bytes], 2 * (this.end + more));
  }
}
