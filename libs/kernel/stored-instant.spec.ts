import { instantAt, instantOfMs } from './stored-instant.js';

/** Microseconds since 2000. */
const since2000 = (instant: string, microseconds = 0n) =>
  BigInt(Date.parse(instant) - Date.parse('2000-01-01T00:00:00Z')) * 1_000n + microseconds;
const read = (microseconds: bigint) => {
  const bytes = Buffer.alloc(12);
  bytes.writeBigInt64BE(microseconds, 4);
  return instantAt(bytes, 4);
};

describe('an instant as a server sends it', () => {
  test.each([
    ['2000-01-01T00:00:00Z', 0n, '2000-01-01T00:00:00Z'],
    ['2024-02-29T23:59:59Z', 999_999n, '2024-02-29T23:59:59.999999Z'],
    ['2024-05-06T01:00:00Z', 250_000n, '2024-05-06T01:00:00.25Z'],
    ['2024-05-06T01:00:00Z', 10n, '2024-05-06T01:00:00.00001Z'],
    ['1999-12-31T23:59:59Z', 999_999n, '1999-12-31T23:59:59.999999Z'],
    ['1969-12-31T23:59:59Z', 1n, '1969-12-31T23:59:59.000001Z'],
    ['1714-01-01T00:00:00Z', 1n, '1714-01-01T00:00:00.000001Z'],
    ['2285-12-31T12:34:56Z', 123_457n, '2285-12-31T12:34:56.123457Z'],
    ['9999-12-31T23:59:59Z', 999_999n, '9999-12-31T23:59:59.999999Z'],
    ['0001-01-01T00:00:00Z', 0n, '0001-01-01T00:00:00Z'],
  ])('%s and %s µs', (instant, microseconds, expected) => {
    expect(read(since2000(instant, microseconds))).toBe(expected);
  });

  test('milliseconds since 1970, as EventStoreDB notes them', () => {
    expect(instantOfMs(Date.parse('2024-05-06T01:00:00.250Z'))).toBe('2024-05-06T01:00:00.25Z');
    expect(instantOfMs(Date.parse('2024-05-06T01:00:00.001Z'))).toBe('2024-05-06T01:00:00.001Z');
  });

  test('every day of 400 years', () => {
    const [first, day] = [Date.parse('1900-01-01T00:00:00Z'), 86_400_000];
    const wrong: string[] = [];
    for (let days = 0; days < 146_097; days += 1) {
      const ms = first + days * day;
      const expected = new Date(ms).toISOString().replace('.000Z', 'Z');
      const micros = BigInt(ms - Date.parse('2000-01-01T00:00:00Z')) * 1_000n;
      if (read(micros) !== expected || instantOfMs(ms) !== expected) wrong.push(expected);
    }
    expect(wrong).toEqual([]);
  });
});
