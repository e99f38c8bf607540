import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const project = mkdtempSync(join(tmpdir(), 'youan-prepare-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const write = (path: string, content: string) => {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), content);
};
const lock = (version: string, more: object = {}) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/pg': { version }, ...more } });
const note = (word: string) => `fs.appendFileSync('done.txt', '${word} ');`;
const fs = `import fs from 'node:fs';`;

/** A checkout in which installing and building only leave a note. */
beforeAll(() => {
  cpSync('deploy/embedded/prepare.mjs', join(project, 'deploy/embedded/prepare.mjs'), { recursive: true });
  write('package.json', '{ "type": "module" }');
  write(
    'npm.js',
    `${fs}${note('install')}fs.cpSync('package-lock.json', 'node_modules/.package-lock.json');`,
  );
  const build = `${fs}${note('build')}for (const p of ['src', 'libs']) fs.mkdirSync('dist/' + p, { recursive: true });`;
  write('node_modules/@nestjs/cli/bin/nest.js', build);
  write(
    'package-lock.json',
    lock('8.0.0', { 'node_modules/mac-only': { version: '1.0.0', optional: true } }),
  );
  write('src/main.ts', 'one');
  write('libs/kernel/index.ts', 'one');
});

function prepared(): string[] {
  write('done.txt', '');
  const command = `await (await import('./deploy/embedded/prepare.mjs')).prepare()`;
  const env = { ...process.env, npm_execpath: join(project, 'npm.js') };
  execFileSync(process.execPath, ['--input-type=module', '-e', command], {
    cwd: project,
    env,
    stdio: 'pipe',
  });
  return readFileSync(join(project, 'done.txt'), 'utf8').split(' ').filter(Boolean);
}

describe('preparing a checkout', () => {
  test('installs and builds the first time', () => expect(prepared()).toEqual(['install', 'build']));

  test('does nothing when nothing changed, though packages for other machines are missing', () =>
    expect(prepared()).toEqual([]));

  test('is not fooled by a clock', () => {
    utimesSync(join(project, 'src/main.ts'), new Date(), new Date());
    expect(prepared()).toEqual([]);
  });

  test('builds again when a source changed', () => {
    write('libs/kernel/index.ts', 'two');
    expect(prepared()).toEqual(['build']);
  });

  test('does not build for a test', () => {
    write('libs/kernel/index.spec.ts', 'one');
    expect(prepared()).toEqual([]);
  });

  test('builds again when what was built is gone', () => {
    rmSync(join(project, 'dist/libs'), { recursive: true });
    expect(prepared()).toEqual(['build']);
  });

  test('builds the console again when a word of the contracts changed, and the program for every other', () => {
    write('src/console/index.html', 'one');
    write('libs/contracts/code.words.ts', 'one');
    write(
      'node_modules/vite/bin/vite.js',
      `${fs}${note('console')}fs.mkdirSync('dist/console', { recursive: true });`,
    );
    expect(prepared().sort()).toEqual(['build', 'console']);
    write('libs/contracts/code.words.ts', 'two');
    expect(prepared().sort()).toEqual(['build', 'console']);
    write('libs/contracts/index.ts', 'two');
    expect(prepared()).toEqual(['build']);
    rmSync(join(project, 'src/console'), { recursive: true });
  });

  test('installs again when the lock file asks for another version', () => {
    write('package-lock.json', lock('8.0.1'));
    expect(prepared()).toEqual(['install', 'build']);
  });

  test('says what failed, and builds again the next time', () => {
    write('node_modules/@nestjs/cli/bin/nest.js', 'process.exit(3)');
    write('src/main.ts', 'three');
    expect(prepared).toThrow(/nest.js build: exit 3/);
    write(
      'node_modules/@nestjs/cli/bin/nest.js',
      `${fs}${note('build')}fs.mkdirSync('dist/src', { recursive: true });`,
    );
    expect(prepared()).toEqual(['build']);
  });
});
