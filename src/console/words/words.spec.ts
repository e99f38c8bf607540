import { appWords } from './app.words';
import { facilityWords } from './facility.words';
import { intakeWords } from './intake.words';
import { officialWords } from './official.words';
import { listWords } from './list.words';
import { inLanguage } from './pairs';
import type { Pair } from './pairs';
import { startWords } from './start.words';
import { timelineWords } from './timeline.words';

const words = {
  ...appWords,
  ...facilityWords,
  ...timelineWords,
  ...officialWords,
  ...intakeWords,
  ...startWords,
  ...listWords,
};
const concepts = Object.entries(words).flatMap(([area, pairs]) =>
  Object.entries(pairs).map(([key, pair]) => [`${area}.${key}`, pair as Pair] as const),
);
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const faulty = ([, [zh, en]]: readonly [string, Pair]) =>
  zh.trim() === '' || en.trim() === '' || blanks(zh).join() !== blanks(en).join();

test('every concept has words in both languages, with the same blanks to fill', () =>
  expect(concepts.filter(faulty).map(([name]) => name)).toEqual([]));

test('no area of words hides another', () => {
  const areas = [
    appWords,
    facilityWords,
    timelineWords,
    officialWords,
    intakeWords,
    startWords,
    listWords,
  ].flatMap(Object.keys);
  expect(new Set(areas).size).toBe(areas.length);
});

test('English words are English: only the language switch names itself in Chinese', () =>
  expect(concepts.filter(([, [, en]]) => /\p{Script=Han}/u.test(en)).map(([name]) => name)).toEqual([
    'app.language',
  ]));

test('one language is taken out whole', () =>
  expect(inLanguage({ a: { b: ['甲', 'one'] } }, 'en')).toEqual({ a: { b: 'one' } }));

describe('the guard itself', () => {
  test('catches a blank that one language forgot', () =>
    expect(faulty(['x', ['{{a}} 条', 'items']])).toBe(true));
  test('catches a missing word', () => expect(faulty(['x', ['字', ' ']])).toBe(true));
});
