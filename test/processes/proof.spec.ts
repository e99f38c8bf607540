import { differences, violations, type Evidence } from './proof.js';

const ANSWERS = { fact: 'HazardFound', answer: 'RectificationOpened' };

describe('the proof itself', () => {
  const stands = (eventId: string, at: number, type = 'HazardFound') => ({
    eventId,
    position: BigInt(at),
    event: { type },
    subjects: [],
  });
  const [fact, answer] = [stands('a', 1), stands('b', 2, 'RectificationOpened')];
  const sound: Evidence = { acknowledged: new Set(['a']), log: [fact, answer], answers: ANSWERS };
  const planted: [string, Partial<Evidence>, RegExp][] = [
    ['a lost event', { acknowledged: new Set(['a', 'c']) }, /c is lost/],
    [
      'an event stored twice',
      { log: [fact, answer, stands('b', 3, 'InspectionClosed')] },
      /b is stored twice/,
    ],
    ['an event nobody sent', { log: [fact, answer, stands('z', 3, 'InspectionClosed')] }, /z was never sent/],
    ['a hole', { log: [fact, stands('b', 3, 'RectificationOpened')] }, /position 3 stands where 2 should/],
    [
      'an answer given twice',
      { log: [fact, answer, stands('c', 3, 'RectificationOpened')] },
      /answered by 2/,
    ],
    ['an answer not given', { log: [fact] }, /answered by 0/],
  ];

  test('finds nothing where all is well', () => expect(violations(sound)).toEqual([]));
  test.each(planted)('finds %s', (_, wrong, words) =>
    expect(violations({ ...sound, ...wrong }).join()).toMatch(words),
  );
  test('finds a row that is missing, one too many and one that differs', () =>
    expect(
      differences(
        'card',
        new Map(Object.entries({ a: '1', b: '2' })),
        new Map([...Object.entries({ b: '3', c: '4' })]),
      ),
    ).toEqual(['card lacks a', 'card shows c too much', 'card shows b as 3, not 2']));
});
