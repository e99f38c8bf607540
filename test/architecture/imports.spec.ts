import { globSync } from './glob.js';
import { allowedImports, domainWords, pureKinds } from './allowed-imports.js';
import { trespasses } from './imports.js';
import { readFileSync } from 'node:fs';

const files = globSync(['libs', 'src', 'test', 'deploy'], /\.tsx?$/).filter(
  (file) => !file.startsWith('src/console/'),
);
const rooms = [...new Set(files.flatMap((file) => /^libs\/[^/]+/.exec(file)?.[0] ?? []))];

test('no file trespasses', () => expect(files.flatMap((file) => trespasses(file))).toEqual([]));

test('the mechanics know not one word of the domain', () => {
  const said = files.filter(
    (file) => file.startsWith('libs/kernel/') && !/\.(spec|specification)\.ts$/.test(file),
  );
  const withoutComments = (file: string) =>
    readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  expect(said.filter((file) => domainWords.test(withoutComments(file)))).toEqual([]);
});

describe('the guard itself', () => {
  test('knows every room there is', () =>
    expect(rooms.filter((room) => room !== 'libs/simulation' && !(room in allowedImports))).toEqual([]));

  test('has files to guard in every room it knows', () =>
    expect(Object.keys(allowedImports).filter((room) => !['libs/handbook', ...rooms].includes(room))).toEqual(
      [],
    ));

  test('there are pure files to guard', () =>
    expect(files.filter((file) => pureKinds.test(file)).length).toBeGreaterThan(10));

  test('catches a read model that reaches into a write model', () =>
    expect(trespasses('libs/timeline/x.ts', `import { inspection } from '#inspection';`)).toHaveLength(1));

  test('catches a relative path around the front door', () =>
    expect(
      trespasses('libs/timeline/x.ts', `import { x } from '../contracts/facility.events.js';`),
    ).toHaveLength(1));

  test('catches a lazy import', () =>
    expect(trespasses('libs/timeline/x.ts', `const x = await import('#inspection');`)).toHaveLength(1));

  test('catches a decider that looks at the clock', () =>
    expect(trespasses('libs/inspection/x.decider.ts', `const now = Date.now();`)).toHaveLength(1));

  test('catches a projection that asks a database', () =>
    expect(trespasses('libs/timeline/x.projection.ts', `import pg from 'pg';`)).toHaveLength(1));

  test('catches a room nobody planned', () =>
    expect(trespasses('libs/misc/x.ts', `export {};`)).toEqual(['libs/misc/x.ts lives in no known folder']));

  test('catches a domain word in the mechanics', () =>
    expect(domainWords.test('const hazard = 1')).toBe(true));
});
