import type { Dice } from './dice.js';
import * as words from './name.words.js';

/** Gives out names and never the same twice. */
export class NameGiver {
  private readonly given: Set<string>;
  constructor(
    private readonly dice: Dice,
    taken: Iterable<string> = [],
  ) {
    this.given = new Set(taken);
  }

  person = (): string =>
    this.once(
      () =>
        this.dice.pick(words.surnames) +
        this.dice.pick(words.givenFirst) +
        (this.dice.inHundred(75) ? this.dice.pick(words.givenSecond) : ''),
    );
  brand = (): string => this.once(() => this.dice.pick(words.brandFirst) + this.dice.pick(words.brandSecond));

  private once(make: () => string): string {
    let name = make();
    while (this.given.has(name)) name = make();
    this.given.add(name);
    return name;
  }
}
