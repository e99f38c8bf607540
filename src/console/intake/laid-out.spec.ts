import { laidOut } from './laid-out';

describe('laying out a record to repair it', () => {
  test('spreads JSON over lines', () => expect(laidOut('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}'));
  test('leaves what is no JSON alone', () => expect(laidOut('{"a":')).toBe('{"a":'));
  test('never rounds a long number', () =>
    expect(laidOut('{"a":12345678901234567}')).toBe('{"a":12345678901234567}'));
});
