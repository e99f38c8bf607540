import { departmentCodes, regions } from '#contracts';
import fc from 'fast-check';
import pg from 'pg';
import { freshDatabase } from '../../test/support/fresh-database.js';
import { authorityRefusals } from './authority.refusals.js';
import { permissionNames, permissions, roleNames, roles } from './authority.words.js';
import {
  labelsOf,
  may,
  maySee,
  maySpeakFor,
  outOfReach,
  permissionsOf,
  regionsOf,
  type Caller,
} from './caller.powers.js';
import { visibleSql } from './scope.powers.js';

const caller = (about: Partial<Caller>): Caller => ({
  account: 'a',
  name: { zh: '某', en: 'N' },
  role: 'inspector',
  department: 'FIRE',
  region: '371302',
  ...about,
});
const about = (label: 'L1' | 'L2' | 'L3' | 'L4', department = 'FIRE', region = '371302') => ({
  label,
  department,
  region,
});

describe('what a role may do', () => {
  test('every permission is somebody’s', () => {
    expect(new Set(Object.values(permissionsOf).flat())).toEqual(new Set(permissionNames));
  });
  test('no permission is given twice to one role', () => {
    for (const given of Object.values(permissionsOf)) expect(new Set(given).size).toBe(given.length);
  });
  test('oversight writes nothing', () => {
    const writing = permissionsOf.auditor.filter((name) => /send|repair|conduct|operate/.test(name));
    expect(writing).toEqual([]);
  });
  test('a department’s system only sends, an operator sees no facts', () => {
    expect(permissionsOf.system).toEqual(['intake/send']);
    expect(permissionsOf.operator).toEqual(['platform/operate']);
    expect([...labelsOf({ role: 'system' }), ...labelsOf({ role: 'operator' })]).toEqual([]);
  });
  test('only oversight erases', () => {
    expect(roleNames.filter((role) => may({ role }, 'personal/erase'))).toEqual(['auditor']);
  });
});

describe('what a caller may see', () => {
  test('the city reaches all its districts and counties, a district only itself', () => {
    expect(regionsOf({ region: '371300' })).toEqual(Object.keys(regions));
    expect(regionsOf({ region: '371302' })).toEqual(['371302']);
  });
  test('public and internal facts of every department in the region', () => {
    expect(maySee(caller({}), about('L1', 'MSA'))).toBe(true);
    expect(maySee(caller({}), about('L2', 'MSA'))).toBe(true);
    expect(maySee(caller({}), about('L2', 'MSA', '371311'))).toBe(false);
    expect(maySee(caller({}), about('L1', 'FIRE', '371300'))).toBe(false);
    expect(maySee(caller({ region: '371300' }), about('L2', 'MSA', '371311'))).toBe(true);
  });
  test('sensitive facts of the own department only', () => {
    expect(maySee(caller({}), about('L3'))).toBe(true);
    expect(maySee(caller({}), about('L3', 'MSA'))).toBe(false);
    expect(maySee(caller({ role: 'dashboard' }), about('L3'))).toBe(false);
  });
  test('children’s facts for oversight alone', () => {
    expect(maySee(caller({}), about('L4'))).toBe(false);
    expect(maySee(caller({ role: 'auditor', department: 'DISC' }), about('L4'))).toBe(true);
    expect(maySee(caller({ role: 'auditor', department: 'DISC' }), about('L3', 'MSA'))).toBe(true);
    expect(maySee(caller({ role: 'auditor' }), about('L1', 'FIRE', '371311'))).toBe(false);
  });
  test('nothing in a region nobody knows', () => {
    expect(maySee(caller({ role: 'auditor', region: '371300' }), about('L1', 'FIRE', '999999'))).toBe(false);
  });
  test('and speaks for the own department in the own region', () => {
    expect(maySpeakFor(caller({ region: '371300' }), { department: 'FIRE', region: '371329' })).toBe(true);
    expect(maySpeakFor(caller({}), { department: 'MSA', region: '371302' })).toBe(false);
    expect(maySpeakFor(caller({}), { department: 'FIRE', region: '371311' })).toBe(false);
  });
  test('what is out of reach is answered like what does not exist', () => {
    expect(outOfReach('F-1').refusal).toMatchObject({ code: 'authority/out-of-reach', facts: { id: 'F-1' } });
    expect(authorityRefusals['authority/out-of-reach'].because).toBe('missing');
  });
});

describe('the same in SQL', () => {
  let database: { url: string; drop: () => Promise<void> };
  let client: pg.Client;
  beforeAll(async () => {
    database = await freshDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const departments = fc.constantFrom(...departmentCodes);
  const regionCodes = fc.constantFrom('999999', ...Object.keys(regions));
  const anyCaller = fc.record({
    role: fc.constantFrom(...roleNames),
    department: departments,
    region: fc.constantFrom(...(Object.keys(regions) as (keyof typeof regions)[])),
  });
  const anyFact = fc.record({
    label: fc.constantFrom('L1', 'L2', 'L3', 'L4'),
    department: departments,
    region: regionCodes,
  });

  test('a list in SQL shows exactly what the rule shows', () =>
    fc.assert(
      fc.asyncProperty(anyCaller, fc.array(anyFact, { minLength: 1, maxLength: 40 }), async (who, facts) => {
        const { sql, parameters } = visibleSql(
          caller(who),
          { label: 'label', department: 'department', region: 'region' },
          2,
        );
        const { rows } = await client.query<{ seen: boolean }>(
          `select ${sql} as seen from json_to_recordset($1) as fact (label text, department text, region text)`,
          [JSON.stringify(facts), ...parameters],
        );
        expect(rows.map(({ seen }) => seen)).toEqual(facts.map((fact) => maySee(caller(who), fact)));
      }),
      { numRuns: 200 },
    ));
});

test.each(
  [roles, permissions, authorityRefusals].flatMap((words) =>
    Object.entries<{ zh: string; en: string }>(words),
  ),
)('%s is said in both languages', (_, { zh, en }) => {
  expect(zh).toMatch(/\p{Script=Han}/u);
  expect(en).toMatch(/^[A-Z]/);
  const facts = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort();
  expect(facts(zh)).toEqual(facts(en));
});
