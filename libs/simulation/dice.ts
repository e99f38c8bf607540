/**
 * FNV-1a over UTF-16 units, spread over four words: a seed of any length becomes the state of the
 * generator.
 */
function stateOf(seed: string): [number, number, number, number] {
  const words = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b].map((basis) => {
    let hash = basis;
    for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
    return hash >>> 0;
  });
  return words as [number, number, number, number];
}

/**
 * Chance that is no chance: the same seed throws the same on every machine (sfc32, 32-bit integers only).
 * `apart(name)` gives dice of their own, so that one storyline more or less does not change another's
 * throws.
 */
export class Dice {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(private readonly seed: string) {
    [this.a, this.b, this.c, this.d] = stateOf(seed);
    for (let i = 0; i < 12; i += 1) this.next();
  }

  apart(name: string): Dice {
    return new Dice(`${this.seed}/${name}`);
  }

  /** A whole number from 0 to 2^32 - 1. */
  private next(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From `min` to `max`, both possible. */
  between(min: number, max: number): number {
    return min + (this.next() % (max - min + 1));
  }

  /** True in `percent` of a hundred throws. */
  inHundred(percent: number): boolean {
    return this.next() % 100 < percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.next() % list.length]!;
  }

  /** As many different ones as asked for, or all of them when there are fewer. */
  some<T>(list: readonly T[], howMany: number): T[] {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < howMany && left.length > 0)
      taken.push(...left.splice(this.next() % left.length, 1));
    return taken;
  }
}
