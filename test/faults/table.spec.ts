import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
const ASKED = [...Array.from({ length: 17 }, (_, i) => i + 1), 22, 24, 25];
interface Line {
  readonly number: number;
  readonly file: string;
  readonly title: string;
}
const linesOf = (page: string): readonly Line[] =>
  [...page.matchAll(/^\| (\d+)\s*\|[^|]*\| `([^`]+)`\s*\| ([^|]*?)\s*\|/gm)].map(
    ([, number, file, title]) => ({
      number: Number(number),
      file: file!,
      title: title!,
    }),
  );

/** What a table promises and the tests do not keep. */
function brokenPromises(page: string): readonly string[] {
  const lines = linesOf(page);
  const missing = ASKED.filter((asked) => !lines.some(({ number }) => number === asked));
  const untrue = lines.filter(({ file, title }) => {
    const path = join(project, file);
    const titles = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return !['', ' ('].some((end) => titles.includes(`'${title}${end || "'"}`));
  });
  return [...missing.map((number) => `${number} is missing`), ...untrue.map(({ title }) => title)];
}
const page = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

test('every number of the list that is asked for names a test that exists', () => {
  expect(linesOf(page).length).toBeGreaterThan(ASKED.length);
  expect(brokenPromises(page)).toEqual([]);
});

test.each([
  ['a number left out', (text: string) => text.replace(/^\| 13 .*\n/m, ''), '13 is missing'],
  ['a test renamed', (text: string) => text.replace('exactly one wins', 'two win'), 'two win'],
  ['a file moved', (text: string) => text.replace('killed-server.spec', 'gone.spec'), 'again and again'],
])('the table is noticed to be untrue: %s', (_, plant, says) =>
  expect(brokenPromises(plant(page)).join('\n')).toContain(says),
);
