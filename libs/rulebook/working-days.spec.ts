import { addWorkingDays, endOfDay, isWorkingDay, shanghaiDay, workingDaysBetween } from './index.js';

describe('the working calendar (handbook §5.7, test vectors)', () => {
  test.each([
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-24', 7, '2026-10-12'],
    ['2026-09-30', 20, '2026-11-03'],
    ['2025-01-26', 5, '2025-02-08'],
    ['2025-09-29', 7, '2025-10-15'],
    ['2024-02-08', 15, '2024-03-06'],
  ])('%s and %i working days is %s', (from, days, to) => {
    expect(addWorkingDays(from, days)).toBe(to);
    expect(workingDaysBetween(from, to)).toBe(days);
  });

  test('a Saturday that makes up for a holiday is a working day, a holiday Monday is not', () =>
    expect(['2024-05-11', '2024-05-01', '2024-05-05'].map(isWorkingDay)).toEqual([true, false, false]));

  test('nothing is late before it is due', () =>
    expect(workingDaysBetween('2024-05-06', '2024-05-03')).toBe(0));
});

describe('a Shanghai day', () => {
  test.each([
    ['2024-05-06T15:59:59Z', '2024-05-06'],
    ['2024-05-06T16:00:00Z', '2024-05-07'],
    ['2024-12-31T23:00:00.5Z', '2025-01-01'],
  ])('%s is %s', (instant, day) => expect(shanghaiDay(instant)).toBe(day));

  test('ends at 16:00 UTC', () => expect(endOfDay('2024-05-06')).toBe('2024-05-06T16:00:00Z'));
});
