import { happenedBy, lastInstantOf } from './vantage.js';
import { cursorAt, valuesIn } from './cursor.js';
import { Conditions, containing } from './conditions.js';

describe('the two times', () => {
  test.each([
    ['2024-05-06', '2024-05-06T15:59:59.999999Z'],
    ['2024-05-06T01:00:00Z', '2024-05-06T01:00:00.000000Z'],
    ['2024-05-06T09:00:00.25+08:00', '2024-05-06T01:00:00.250000Z'],
  ])('%s counts up to %s', (given, upTo) => expect(lastInstantOf(given)).toBe(upTo));

  test('there is no thirtieth of February', () =>
    expect(() => lastInstantOf('2024-02-30')).toThrow('read/no-such-time'));

  test.each([
    ['2024-05-06T15:59:59Z', true],
    ['2024-05-06T15:59:59.9Z', true],
    ['2024-05-06T16:00:00Z', false],
  ])('what happened at %s counts for the sixth of May: %s', (at, counts) =>
    expect(happenedBy(at, lastInstantOf('2024-05-06'))).toBe(counts),
  );
});

describe('a cursor', () => {
  test('comes back as it was made', () =>
    expect(valuesIn(cursorAt('f-1', '7'), /^f/, /^\d+$/)).toEqual(['f-1', '7']));
  test.each(['x', cursorAt('7'), cursorAt('f-1', 'seven'), Buffer.from('{}').toString('base64url')])(
    'that is not ours is refused: %s',
    (cursor) => expect(() => valuesIn(cursor, /^f/, /^\d+$/)).toThrow('read/cursor-malformed'),
  );
});

test('conditions number their values, and a typed % stands for itself', () => {
  const where = new Conditions();
  where.and(`a = ${where.take('x')}`).andMadeBy((first) => ({ sql: `b = $${first}`, parameters: [2] }));
  expect([where.sql, where.parameters]).toEqual(['a = $1 and b = $2', ['x', 2]]);
  expect(containing('5%_')).toBe('%5\\%\\_%');
});
