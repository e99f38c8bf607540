import fc from 'fast-check';
import { markOf } from './entry.specification';
import { spotsOf } from './spots';

const DAY = 86_400_000;
const start = Date.parse('2024-01-01T00:00:00Z');
const window = { from: start, to: start + 100 * DAY };
const on = (day: number, severity: 'grave' | 'good' = 'good', department: 'FIRE' | 'HC' = 'FIRE') =>
  markOf({ occurredAt: new Date(start + day * DAY).toISOString(), severity, department });

describe('what would overlap becomes a count', () => {
  test('two entries far apart stand alone, at their own times', () =>
    expect(spotsOf([on(10), on(20)], window, 1000, 16).map(({ at, marks }) => [at, marks.length])).toEqual([
      [start + 10 * DAY, 1],
      [start + 20 * DAY, 1],
    ]));

  test('three on one day are one count that says the worst of them', () =>
    expect(spotsOf([on(10), on(10.1, 'grave'), on(10.2)], window, 1000, 16)).toMatchObject([
      { worst: 'grave', marks: { length: 3 } },
    ]));

  test('departments never share a count', () =>
    expect(spotsOf([on(10), on(10, 'good', 'HC')], window, 1000, 16)).toHaveLength(2));

  test('zooming in takes a count apart', () => {
    const marks = [on(10), on(11)];
    expect(spotsOf(marks, window, 1000, 16)).toHaveLength(1);
    expect(spotsOf(marks, { from: start + 9 * DAY, to: start + 12 * DAY }, 1000, 16)).toHaveLength(2);
  });

  test('nothing in view is lost or doubled, and no two spots of a lane stand nearer than allowed', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 60 }), (days) => {
        const spots = spotsOf(
          days.map((day) => on(day)),
          window,
          800,
          16,
        );
        const shown = spots.flatMap(({ marks }) => marks.map(({ entry }) => entry.entryId));
        expect(new Set(shown).size).toBe(days.length);
        const times = spots.map(({ at }) => at).sort((a, b) => a - b);
        const reach = ((window.to - window.from) / 800) * 16;
        for (const [i, at] of times.slice(1).entries())
          expect(at - times[i]!).toBeGreaterThanOrEqual(reach - 1);
      }),
    ));
});
