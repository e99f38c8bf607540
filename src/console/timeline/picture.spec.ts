import { arc, linksOf } from './chains';
import { markOf } from './entry.specification';
import { clipped, hatch } from './hatch';
import { heard, latestOf, moved, said, wholeOf, zoomed } from './window';

const DAY = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

describe('a line joins what belongs together', () => {
  const step = (position: string, occurredAt: string) => markOf({ chain: 'H-1', position, occurredAt });

  test('finding, order, re-inspection: two links in the order they were true', () => {
    const chain = [
      step('3', '2024-05-20T01:00:00Z'),
      step('1', '2024-05-06T01:00:00Z'),
      step('2', '2024-05-07T01:00:00Z'),
    ];
    expect(linksOf(chain).map(({ from, to }) => [from.at, to.at])).toEqual([
      [Date.parse('2024-05-06T01:00:00Z'), Date.parse('2024-05-07T01:00:00Z')],
      [Date.parse('2024-05-07T01:00:00Z'), Date.parse('2024-05-20T01:00:00Z')],
    ]);
  });

  test('an entry alone has none', () => expect(linksOf([markOf({})])).toEqual([]));
  test('a short arc is flatter than a long one', () =>
    expect([arc([0, 0], [8, 0], -8), arc([0, 0], [400, 0], -8)]).toEqual([
      'M0 0Q4 -16 8 0',
      'M0 0Q200 -16 400 0',
    ]));
});

describe('hatching', () => {
  const box = { x: 10, y: 20, width: 30, height: 6 };
  const points = (path: string) =>
    [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

  test('never leaves its box', () => {
    const inside = points(hatch(box, 5)).every(([x, y]) => x! >= 10 && x! <= 40 && y! >= 20 && y! <= 26);
    expect(inside).toBe(true);
    expect(points(hatch(box, 5)).length).toBeGreaterThan(8);
  });
  test('a box out of view is not drawn', () => expect(clipped(box, 100, 200)).toBeNull());
  test('a box half in view is cut at the edge', () =>
    expect(clipped(box, 25, 200)).toEqual({ ...box, x: 25, width: 15 }));
});

describe('the window', () => {
  const whole = wholeOf([at('2022-01-01')], at('2024-07-01'));

  test('holds everything and today', () => {
    expect(whole.from).toBeLessThan(at('2022-01-01'));
    expect(whole.to).toBeGreaterThan(at('2024-07-01'));
  });
  test('begins with the newest year in view', () => {
    const { from, to } = latestOf(whole);
    expect([to, Math.round((to - from) / DAY)]).toEqual([whole.to, 365]);
  });
  test('never moves beyond the whole', () => {
    expect(moved(latestOf(whole), 5, whole).to).toBe(whole.to);
    expect(zoomed(latestOf(whole), 1000, whole)).toEqual(whole);
  });
  test('zooming in keeps the middle', () => {
    const { from, to } = latestOf(whole);
    const nearer = zoomed({ from, to }, 0.5, whole);
    expect((nearer.from + nearer.to) / 2).toBeCloseTo((from + to) / 2, -3);
  });
  test('is said in the address and heard again as the same days', () => {
    const window = { from: at('2024-01-01'), to: at('2024-05-31') };
    const { from, to } = said(window);
    expect([from, to]).toEqual(['2024-01-01', '2024-05-31']);
    expect(heard(from, to)!.from).toBe(window.from);
  });
  test.each([
    [null, '2024-01-01'],
    ['nonsense', '2024-01-01'],
    ['2024-02-01', '2024-01-01'],
  ])('is not made from %s to %s', (from, to) => expect(heard(from, to)).toBeNull());
});
