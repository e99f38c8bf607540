import { toDay, toFen, toInstant, toInteger } from './converters.js';
import { dateFormat, isoFormats } from './date-format.js';

const calendar = { zone: 'Asia/Shanghai', formats: [...isoFormats, dateFormat('yyyy年M月d日')!] };
const day = toDay(calendar);
const instant = toInstant(calendar, '12:00');

test.each([
  ['2024-05-06', '2024-05-06'],
  ['２０２４－０５－０６', '2024-05-06'],
  ['２０２４年５月６日', '2024-05-06'],
  ['45418', '2024-05-06'],
  ['45418.375', '2024-05-06'],
  ['20000', '1954-10-03'],
])('the day %s is %s', (text, found) => expect(day(text, 'c')).toBe(found));

test.each(['19999', '73051', '99999', '4541', '2024-02-30', '二〇二四年五月六日', '45418.'])(
  '%s is no day, and the fault shows it as it was written',
  (text) => expect(() => day(text, 'c')).toThrow(text),
);

test.each([
  ['2024-05-06', '2024-05-06T04:00:00Z'],
  ['2024-05-06 00:00', '2024-05-05T16:00:00Z'],
  ['2024-05-06 23:59:59', '2024-05-06T15:59:59Z'],
  ['45418.375', '2024-05-06T01:00:00Z'],
  ['2024-05-06T09:00:00+08:00', '2024-05-06T01:00:00Z'],
])('the instant %s in Shanghai is %s', (text, found) =>
  expect(Date.parse(instant(text, 'c') as string)).toBe(Date.parse(found)),
);

test.each([
  ['６０', 60],
  ['１，２００', 1200],
  ['60.0', 60],
])('the number %s is %d', (text, found) => expect(toInteger(text, 'c')).toBe(found));

test.each([
  ['５００', '50000'],
  ['￥１，２３４．５０元', '123450'],
])('%s is %s fen', (text, found) => expect(toFen(text, 'c')).toBe(found));
