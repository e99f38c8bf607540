import { readFileSync } from 'node:fs';
import { computed, figuresIn, fromReadme, renewed, withReadme } from '../../deploy/capacity.mjs';

const read = (name: string) => readFileSync(`deploy/${name}`, 'utf8');
const english = read('capacity.md');

test.each(['capacity.md', 'capacity.zh-CN.md'])('%s claims what its own figures give', (name) => {
  expect(renewed(read(name))).toBe(read(name));
  expect(renewed(read(name).replace('| `logBytes` | 867 |', '| `logBytes` | 900 |'))).not.toBe(read(name));
});

test.each(['capacity.md', 'capacity.zh-CN.md'])('%s starts from the speeds README gives today', (name) => {
  const readme = readFileSync('README.md', 'utf8');
  for (const row of Object.values(fromReadme)) expect(readme).toContain(`| ${row} |`);
  expect(withReadme(read(name), readme)).toBe(read(name));
});

test('both pages start from the same figures', () =>
  expect(figuresIn(read('capacity.zh-CN.md'))).toEqual(figuresIn(english)));

test('the formulas give what one reckons by hand', () => {
  const year = computed({
    ...figuresIn(english),
    eventsAYear: 31_536_000,
    workingDays: 365,
    workingHours: 24,
    peakFactor: 2,
  });
  expect(year.mean).toBe(1);
  expect(year.peak).toBe(2);
  expect(computed({ ...figuresIn(english), eventsAYear: 1e9, logBytes: 1000 }).log).toBe(1000);
});

test('speeds are taken over from README, and stay where README is silent', () => {
  const readme = '| one-event appends, 64 callers | 20,001/s | 3 | 1.9 | met |\n';
  const figures = figuresIn(withReadme(english, readme));
  expect(figures['appendsPerSecond']).toBe(20_001);
  expect(figures['bulkPerSecond']).toBe(figuresIn(english)['bulkPerSecond']);
});
