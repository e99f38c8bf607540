import { civilChecklist } from '#civil';
import { educationChecklist } from '#education';
import { emergencyChecklist } from '#emergency';
import { fireChecklist } from '#fire';
import { healthChecklist } from '#health';
import { marketChecklist } from '#market';
import { policeChecklist } from '#police';

const all = { fireChecklist, marketChecklist, policeChecklist, healthChecklist, emergencyChecklist };
const every = [...Object.values(all), educationChecklist, civilChecklist].flat();

test.each([
  ['fireChecklist', 34],
  ['marketChecklist', 30],
  ['policeChecklist', 24],
  ['healthChecklist', 34],
  ['emergencyChecklist', 16],
] as const)('%s has %i items', (name, howMany) => expect(all[name]).toHaveLength(howMany));

test('no two departments use one code', () =>
  expect(new Set(every.map(({ code }) => code)).size).toBe(every.length));

test('every item can be read in both languages and cites something', () =>
  expect(
    every.filter(
      ({ zh, en, clause }) => !/\p{Script=Han}/u.test(zh) || /\p{Script=Han}/u.test(en) || clause.length < 3,
    ),
  ).toEqual([]));

test('the fields of a finding have room for every item', () =>
  expect(every.filter(({ zh, clause }) => zh.length > 500 || clause.length > 500)).toEqual([]));
