import { checklist, MalformedChecklist } from './index.js';

const HEAD = 'FI-06 grave 0d [law] 消防法 §28';
const WORDS = '占用疏散通道 / Escape route blocked';

test('two lines make one item', () =>
  expect(checklist('FIRE', `\n  ${HEAD}\n  ${WORDS}\n`)).toEqual([
    {
      code: 'FI-06',
      department: 'FIRE',
      gravity: 'grave',
      days: 0,
      clause: '消防法 §28',
      zh: '占用疏散通道',
      en: 'Escape route blocked',
      source: 'law',
    },
  ]));

test.each([
  ['a missing second line', HEAD],
  ['a grade nobody knows', `${HEAD.replace('grave', 'awful')}\n${WORDS}`],
  ['a source nobody knows', `${HEAD.replace('[law]', '[hearsay]')}\n${WORDS}`],
  ['words in one language only', `${HEAD}\n占用疏散通道`],
  ['a third language', `${HEAD}\n${WORDS} / encore`],
  ['a row that stands twice', `${HEAD}\n${WORDS}\n${HEAD}\n${WORDS}`],
])('the program does not start with %s', (_, page) =>
  expect(() => checklist('FIRE', page)).toThrow(MalformedChecklist),
);
