import { delayInDays, lanesOf, marksOf } from './marks';
import { entryOf } from './entry.specification';

const TRUE_AT = '2024-05-06T01:00:00Z';

describe('where an entry stands', () => {
  test('at the time it was true, without a tail when it was known within a day', () => {
    const [mark] = marksOf([entryOf({ occurredAt: TRUE_AT, recordedAt: '2024-05-07T01:00:00Z' })], null);
    expect(mark).toMatchObject({ at: Date.parse(TRUE_AT), tailed: false, fallen: null });
  });

  test('with a tail to the time it was known when that is more than a day later', () => {
    const [mark] = marksOf([entryOf({ occurredAt: TRUE_AT, recordedAt: '2024-05-09T02:00:00Z' })], null);
    expect(mark).toMatchObject({ tailed: true, knownAt: Date.parse('2024-05-09T02:00:00Z') });
    expect(delayInDays(mark!)).toBe(3);
  });
});

describe('what an as-of question leaves', () => {
  const early = entryOf({ entryId: 'early', occurredAt: TRUE_AT });
  const later = entryOf({ entryId: 'later', occurredAt: '2024-06-01T01:00:00Z' });
  const unknown = entryOf({ entryId: 'unknown', occurredAt: TRUE_AT });
  const asOf = { entries: [{ ...early, zh: '当时的说法' }], trueUntil: Date.parse('2024-05-31T16:00:00Z') };
  const marks = marksOf([later, unknown, early], asOf);

  test('stays in its words of that time', () =>
    expect(marks.find(({ entry }) => entry.entryId === 'early')).toMatchObject({
      fallen: null,
      entry: { zh: '当时的说法' },
    }));

  test('says of everything else why it fell away, and removes nothing', () =>
    expect(marks.map(({ entry, fallen }) => [entry.entryId, fallen])).toEqual([
      ['later', 'later'],
      ['unknown', 'unknown'],
      ['early', null],
    ]));
});

test('lanes are the departments that said something, in the published order', () =>
  expect(
    lanesOf([entryOf({ department: 'PSB' }), entryOf({ department: 'HC' })], ['HC', 'FIRE', 'PSB']),
  ).toEqual(['HC', 'PSB']));
