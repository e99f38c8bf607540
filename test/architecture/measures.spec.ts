import { readFileSync } from 'node:fs';
import { globSync } from './glob.js';
import { LINES_95TH_MAX, longerByDecision, misnamed, tooLarge } from './measures.js';

const sources = globSync(['libs', 'src'], /\.tsx?$/).filter(
  (file) => !/\.(spec|specification|generated)\.tsx?$/.test(file),
);
const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;

test('no file is longer or wider than the house allows', () =>
  expect(sources.flatMap((file) => tooLarge(file, readFileSync(file, 'utf8')))).toEqual([]));

test('nineteen files of twenty fit on a screen or two', () => {
  const sorted = sources.map(lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThanOrEqual(LINES_95TH_MAX);
});

test('every file in a room has a plain name and a known kind', () =>
  expect(globSync(['libs'], /\.ts$/).flatMap(misnamed)).toEqual([]));

test('whoever is longer has a decision record that stands', () => {
  for (const record of Object.values(longerByDecision))
    expect(readFileSync(record, 'utf8')).toContain('Status: accepted');
});

describe('the guard itself', () => {
  test('catches a long file', () => expect(tooLarge('x.ts', 'a\n'.repeat(201))).toHaveLength(1));
  test('catches a wide line', () => expect(tooLarge('x.ts', `${'a'.repeat(111)}\n`)).toHaveLength(1));
  test('catches a wide line behind a template', () =>
    expect(tooLarge('x.ts', `const sql = \`\n${'a'.repeat(111)}\n\`;\n${'a'.repeat(111)}\n`)).toEqual([
      'x.ts has 1 lines wider than 110',
    ]));
  test('catches an unknown kind', () => expect(misnamed('libs/x/y.service.ts')).toHaveLength(1));
  test('catches a name that says nothing', () => expect(misnamed('libs/x/date-utils.ts')).toHaveLength(1));
  test('catches a deep folder', () => expect(misnamed('libs/x/a/b/y.ts')).toHaveLength(1));
});
