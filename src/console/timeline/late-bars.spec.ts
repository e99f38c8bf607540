import { markOf } from './entry.specification';
import { lateBarsOf } from './late-bars';

const today = Date.parse('2024-07-01T00:00:00Z');
const found = {
  eventType: 'HazardFound',
  chain: 'H-1',
  dueOn: '2024-05-20',
  occurredAt: '2024-05-06T01:00:00Z',
};
const bars = (...told: Parameters<typeof markOf>[0][]) =>
  lateBarsOf(
    told.map((one) => markOf({ chain: 'H-1', ...one })),
    today,
    3,
  );
const END_OF_20_MAY = Date.parse('2024-05-20T16:00:00Z') - 1;

describe('late is a bar from the day due', () => {
  test('to the day it was done', () =>
    expect(bars(found, { eventType: 'HazardRectified', occurredAt: '2024-06-03T01:00:00Z' })).toMatchObject([
      { from: END_OF_20_MAY, to: Date.parse('2024-06-03T01:00:00Z'), doneAt: '2024-06-03T01:00:00Z' },
    ]));

  test('running to today when it was never done', () =>
    expect(bars(found)).toMatchObject([{ from: END_OF_20_MAY, to: today, doneAt: null }]));

  test('and nothing at all when it was done on the day', () =>
    expect(bars(found, { eventType: 'HazardRectified', occurredAt: '2024-05-20T15:00:00Z' })).toEqual([]));

  test('a re-inspection that found nothing put right ends nothing', () =>
    expect(
      bars(found, {
        eventType: 'RectificationVerified',
        severity: 'bad',
        occurredAt: '2024-05-21T01:00:00Z',
      }),
    ).toMatchObject([{ doneAt: null }]));

  test('an extension moves the day due', () =>
    expect(
      bars(found, {
        eventType: 'RectificationExtended',
        dueOn: '2024-06-20',
        occurredAt: '2024-05-19T01:00:00Z',
      }),
    ).toMatchObject([{ dueOn: '2024-06-20' }]));

  test('bars of one lane that overlap lie in different rows', () =>
    expect(bars(found, { ...found, chain: 'H-2' }, { ...found, chain: 'H-3' }).map(({ row }) => row)).toEqual(
      [0, 1, 2],
    ));
});
