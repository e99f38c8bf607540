import { Recent } from './recent.js';

test('remembers what was used lately, forgets what was not, and never grows beyond its size', () => {
  const recent = new Recent<number, string>(100);
  for (let i = 0; i < 1000; i += 1) {
    recent.set(i, `v${i}`);
    expect(recent.get(0)).toBe('v0');
  }
  const remembered = Array.from({ length: 1000 }, (_, i) => recent.get(i)).filter(Boolean);
  expect(remembered.length).toBeGreaterThanOrEqual(50);
  expect(remembered.length).toBeLessThanOrEqual(101);
  expect(recent.get(999)).toBe('v999');
});

test('forgets at once what it is told to forget, however old', () => {
  const recent = new Recent<number, string>(4);
  for (let i = 0; i < 4; i += 1) recent.set(i, 'v');
  for (let i = 0; i < 4; i += 1) recent.delete(i);
  expect([0, 1, 2, 3].map((i) => recent.get(i))).toEqual(Array(4).fill(undefined));
});
