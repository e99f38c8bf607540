import { readFileSync } from 'node:fs';
import { settingNames, type SettingName } from './settings-declared.js';
import { settingsTable } from './settings-table.js';
import { readSettings, WrongSettings } from './settings.js';

const read = (environment: Record<string, string>, ...names: SettingName[]) => {
  const settings = readSettings(environment);
  return names.map((name) => settings.get(name));
};
const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.sentences;
    throw error;
  }
};

test('an empty environment gives every default', () =>
  expect(read({}, 'HOST', 'PORT', 'DEMO_CITY', 'DATABASE_URL')).toEqual(['127.0.0.1', 3000, true, '']));

test('values are read as what they are declared to be', () =>
  expect(read({ PORT: '0', DEMO_CITY: 'off', ROLES: 'intake, api' }, 'PORT', 'DEMO_CITY', 'ROLES')).toEqual([
    0,
    false,
    ['api', 'intake'],
  ]));

test('an empty value counts as not set', () => expect(read({ PORT: '' }, 'PORT')).toEqual([3000]));

describe('a malformed value is told in one sentence', () => {
  test.each([
    ['PORT', '3000x'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['DEMO_CITY', 'yes'],
    ['ROLES', 'api,cook'],
    ['ROLES', ','],
    ['DATABASE_URL', 'mysql://nowhere'],
    ['NODE_ENV', 'prod'],
    ['LOG_LEVEL', 'loud'],
    ['ISSUER_URL', 'issuer.example'],
    ['HOST', 'a b'],
  ])('%s=%s', (name, value) =>
    expect(faultsOf({ ISSUER_URL: 'https://issuer.example', [name]: value })).toEqual([
      expect.stringContaining(`${name} must be`),
    ]),
  );

  test('and never repeats a password', () =>
    expect(faultsOf({ DATABASE_URL: 'my://u:geheim@h' }).join()).not.toContain('geheim'));

  test('all of them at once', () => expect(faultsOf({ PORT: 'x', DEMO_CITY: 'x' })).toHaveLength(2));
});

describe('a name that was meant for us and is not ours', () => {
  test.each([
    ['PROT', 'PORT'],
    ['PORTS', 'PORT'],
    ['POR', 'PORT'],
    ['DATADIR', 'DATA_DIR'],
    ['data_dir', 'DATA_DIR'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['ROLE', 'ROLES'],
  ])('%s is a slip for %s', (given, meant) =>
    expect(faultsOf({ [given]: '1' })).toEqual([expect.stringContaining(`did you mean ${meant}?`)]),
  );

  test.each(['YOUAN_PORT', 'ISSUER_SECRET'])('%s begins like ours', (given) =>
    expect(faultsOf({ [given]: '1' })).toEqual([expect.stringContaining(`There is no setting ${given}`)]),
  );

  test.each([
    'PATH',
    'HOME',
    'HOSTNAME',
    'LANG',
    'PWD',
    'npm_config_loglevel',
    'PGHOST',
    'PGPORT',
    'VAULT_ADDR',
  ])('%s belongs to somebody else', (given) => expect(faultsOf({ [given]: '1' })).toEqual([]));
});

test('production without an issuer is refused', () =>
  expect(faultsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('needs ISSUER_URL')]));

describe('the table for readers', () => {
  const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-+/g, '-');
  const section = (file: string) =>
    /<!-- settings -->([\s\S]*?)<!-- \/settings -->/.exec(readFileSync(file, 'utf8'))?.[1]?.trim() ?? '';

  test('has a row for every setting', () =>
    expect(settingsTable().split('\n')).toHaveLength(settingNames.length + 2));

  test('stands in README as `npm run settings` prints it', () =>
    expect(plain(section('README.md'))).toBe(plain(settingsTable())));
});
