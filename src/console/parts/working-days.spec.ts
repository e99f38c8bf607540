import { workingDaysBetween as ofTheRulebook } from '#rulebook';
import { createRequire } from 'node:module';
import { dayOf, shownTime } from './instant';
import { workingDaysBetween } from './working-days';
import type { WorkingCalendar } from './working-days';

const calendar = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as WorkingCalendar;
const DAY = 86_400_000;

test('the console counts working days as the rulebook does, holidays and made-up Saturdays included', () => {
  const from = Date.parse('2024-01-01T00:00:00+08:00');
  for (let step = 0; step < 700; step += 13) {
    const due = dayOf(from + step * DAY);
    const done = from + (step + 1 + (step % 60)) * DAY;
    expect([due, workingDaysBetween(calendar, due, done)]).toEqual([due, ofTheRulebook(due, dayOf(done))]);
  }
});

test('a time is shown as Shanghai has it, to the minute', () =>
  expect([shownTime('2024-05-06T01:00:00Z'), shownTime('2024-05-06'), shownTime(null)]).toEqual([
    '2024-05-06 09:00',
    '2024-05-06',
    '—',
  ]));
