import { contractBook } from '#contracts';
import { judge, readAll, type Read } from './checks.js';
import type { Sender } from './sender.js';

const NOW = Date.parse('2024-05-06T08:00:00Z');
const fire: Sender = { account: 'fire-system', department: 'FIRE', region: '371302' };
const hazard = {
  inspectionId: 'I-1',
  facilityId: 'F-1',
  department: 'FIRE',
  hazardId: 'H-1',
  gravity: 'serious',
  clause: 'GB 50016 §5.5.17',
  finding: '疏散通道被占用',
};
const cloudEvent = {
  specversion: '1.0',
  id: 'r-1',
  source: 'urn:lxc:fire',
  type: 'HazardFound',
  time: '2024-05-06T09:00:00+08:00',
  youanregion: '371302',
  data: hazard,
};
const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function check(
  value: unknown,
  sender = fire,
  standsIn: (id: string) => string | undefined = () => undefined,
) {
  const record = { bytes: Buffer.isBuffer(value) ? value : bytesOf(value) };
  const [opened] = readAll([record], contractBook, sender) as [Read];
  return 'rejection' in opened ? opened : judge(opened.envelope, sender, { now: NOW, standsIn });
}
function turnedAway(value: unknown, ...rest: [Sender?, ((id: string) => string | undefined)?]) {
  const verdict = check(value, ...rest);
  if (!('rejection' in verdict)) throw new Error('it was admitted');
  const { step, refusal, errors } = verdict.rejection;
  return { step, code: refusal.code, paths: errors?.map(({ path }) => path) ?? [] };
}
const json = JSON.stringify(cloudEvent);
const withData = (change: object) => ({ ...cloudEvent, data: { ...hazard, ...change } });

test('a fact that is well formed, sent by who may, and sensible is admitted in UTC, its keys in one order', () => {
  const verdict = check(cloudEvent);
  if (!('admitted' in verdict)) throw new Error(JSON.stringify(verdict));
  expect(verdict.admitted.draft).toMatchObject({
    occurredAt: '2024-05-06T01:00:00Z',
    meta: {
      actor: 'fire-system',
      department: 'FIRE',
      region: '371302',
      source: 'urn:lxc:fire',
      sourceId: 'r-1',
    },
  });
  expect(Object.keys(verdict.admitted.draft.event.data as object)).toEqual(Object.keys(hazard).sort());
});

describe('the first step, size,', () => {
  test('refuses nothing at all', () =>
    expect(turnedAway('')).toMatchObject({ step: 'size', code: 'intake/empty-record' }));
  test('refuses more than 256 KB before looking into it', () =>
    expect(turnedAway(`{"x":"${'宽'.repeat(100_000)}`)).toMatchObject({
      step: 'size',
      code: 'intake/record-too-large',
    }));
});

describe('the second step, envelope,', () => {
  test.each([
    ['bytes of another character set', Buffer.from([0x7b, 0xd2, 0xd7, 0x7d]), 'intake/not-utf8'],
    ['a byte order mark', `\ufeff${json}`, 'intake/byte-order-mark'],
    ['half a document', json.slice(0, -3), 'intake/not-json'],
    ['two documents', json + json, 'intake/not-json'],
    ['the same key twice', json.replace('"id"', '"id":"other","id"'), 'intake/duplicate-key'],
    [
      'the same key twice beside one with a blank behind it',
      json.replace('"id"', '"id":"other","id"').replace('"source":', '"source" :'),
      'intake/duplicate-key',
    ],
    [
      'the same key twice deep inside',
      json.replace('"gravity"', '"clause":"x","gravity"'),
      'intake/duplicate-key',
    ],
    [
      'the same key written with an escape',
      json.replace('"id"', '"i\\u0064":"x","id"'),
      'intake/duplicate-key',
    ],
    ['an integer beyond 2^53', json.replace('"r-1"', '9007199254740993'), 'intake/number-inexact'],
    ['a negative integer beyond 2^53', json.replace('"r-1"', '-9007199254740993'), 'intake/number-inexact'],
    ['a number beyond all bounds', json.replace('"r-1"', '1e400'), 'intake/number-inexact'],
    ['nesting without end', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'intake/nested-too-deep'],
    ['a NUL character', withData({ finding: 'a\0b' }), 'intake/nul-character'],
    ['half a surrogate pair', json.replace('疏散', '\\ud83d'), 'intake/lone-surrogate'],
    ['a list', '[]', 'intake/envelope-malformed'],
    ['a number', '7', 'intake/envelope-malformed'],
    ['a type nobody declared', { ...cloudEvent, type: 'HazardFond' }, 'intake/unknown-type'],
    [
      'a version nobody declared',
      { ...cloudEvent, dataschema: 'https://youan.example/schemas/HazardFound.v9.json' },
      'intake/unknown-version',
    ],
  ])('refuses %s', (_, record, code) => expect(turnedAway(record)).toMatchObject({ step: 'envelope', code }));

  test.each([
    ['specversion', '0.3'],
    ['id', ''],
    ['id', 17],
    ['source', 'with space'],
    ['time', '2024-05-06 09:00:00'],
    ['time', '2024-02-30T09:00:00Z'],
    ['time', undefined],
    ['youanregion', '110101'],
    ['youandepartment', 'FBI'],
    ['datacontenttype', 'text/xml'],
    ['data', undefined],
    ['data', 'text'],
    ['data_base64', 'e30='],
    ['Extension', 'upper case'],
    ['extension', { nested: true }],
  ])('refuses %s: %j and points at it', (name, value) => {
    expect(turnedAway({ ...cloudEvent, [name]: value })).toEqual({
      step: 'envelope',
      code: 'intake/envelope-malformed',
      paths: [`/${name}`],
    });
  });

  test('names the type that was probably meant', () => {
    const verdict = check({ ...cloudEvent, type: 'HazardFond' });
    expect('rejection' in verdict && verdict.rejection.refusal.facts['near']).toContain('HazardFound');
  });

  test('takes an escaped backslash before u0000 for what it is', () =>
    expect(check(withData({ finding: 'C:\\u0000' }))).toHaveProperty('admitted'));
});

describe('the third step, authority,', () => {
  test('refuses another department’s name', () =>
    expect(turnedAway({ ...cloudEvent, youandepartment: 'MSA' })).toMatchObject({
      step: 'authority',
      code: 'intake/not-your-department',
    }));
  test('refuses a region beyond the sender’s', () =>
    expect(turnedAway({ ...cloudEvent, youanregion: '371311' })).toMatchObject({
      step: 'authority',
      code: 'intake/not-your-region',
    }));
  test('lets the city’s account speak about a county', () =>
    expect(check({ ...cloudEvent, youanregion: '371311' }, { ...fire, region: '371300' })).toHaveProperty(
      'admitted',
    ));
  test('refuses what the department has no power to say, before looking at the data', () =>
    expect(turnedAway({ ...cloudEvent, type: 'FacilityRegistered' })).toMatchObject({
      step: 'authority',
      code: 'intake/beyond-powers',
    }));
});

describe('the fourth step, schema,', () => {
  test('points at every field that is wrong', () =>
    expect(turnedAway(withData({ gravity: 'awful', clause: '' }))).toMatchObject({
      step: 'schema',
      code: 'intake/data-malformed',
      paths: expect.arrayContaining(['/data/gravity', '/data/clause']) as string[],
    }));
  test('refuses fields nobody declared', () =>
    expect(turnedAway(withData({ mood: 'bad' }))).toMatchObject({ step: 'schema' }));
  test.each([
    ['beside what is wanted', json.replace('"gravity"', '"__proto__":{"mood":"bad"},"gravity"')],
    ['around what is wanted', json.replace('"facilityId":"F-1"', '"__proto__":{"facilityId":"F-1"}')],
  ])('refuses a field __proto__ %s as any other that nobody declared', (_, record) =>
    expect(turnedAway(record)).toMatchObject({ step: 'schema', code: 'intake/data-malformed' }),
  );
});

describe('the fifth step, meaning,', () => {
  test.each([
    ['data of another department', withData({ department: 'MSA' }), 'intake/department-contradicts'],
    ['a day the calendar lacks', withData({ rectifyBy: '2024-02-30' }), 'intake/impossible-date'],
    ['a year typed wrongly', withData({ rectifyBy: '0024-05-20' }), 'intake/absurd-date'],
    ['the future', { ...cloudEvent, time: '2024-05-06T08:05:01Z' }, 'intake/in-the-future'],
    ['times before there was a record', { ...cloudEvent, time: '0001-01-01T00:00:00Z' }, 'intake/long-past'],
  ])('refuses %s', (_, record, code) => expect(turnedAway(record)).toMatchObject({ step: 'meaning', code }));

  test('forgives clocks that run five minutes ahead', () =>
    expect(check({ ...cloudEvent, time: '2024-05-06T08:05:00Z' })).toHaveProperty('admitted'));
  test('refuses a region where the facility does not stand', () =>
    expect(turnedAway(cloudEvent, fire, () => '371311')).toMatchObject({
      code: 'intake/facility-elsewhere',
    }));
});
