import { Dice } from './dice.js';

const throwsOf = (dice: Dice) => Array.from({ length: 5 }, () => dice.between(1, 1_000_000));

test('the same seed throws the same, on every machine and Node version', () =>
  expect(throwsOf(new Dice('linyi'))).toEqual([229742, 303750, 33223, 463045, 227276]));

test('another seed throws otherwise', () =>
  expect(throwsOf(new Dice('linyi2'))).not.toEqual(throwsOf(new Dice('linyi'))));

test('dice apart throw the same however often the others were thrown', () => {
  const used = new Dice('linyi');
  throwsOf(used);
  expect(throwsOf(used.apart('names'))).toEqual(throwsOf(new Dice('linyi').apart('names')));
});

test('both ends of a range come up, and nothing beyond', () => {
  const dice = new Dice('ends');
  const seen = new Set(Array.from({ length: 500 }, () => dice.between(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6]);
});

test('some of a list are different ones, and all of it when more are asked for', () => {
  const dice = new Dice('some');
  expect(new Set(dice.some([1, 2, 3, 4, 5], 3)).size).toBe(3);
  expect(dice.some([1, 2], 9).sort()).toEqual([1, 2]);
});
