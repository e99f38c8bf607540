import type { AnyRow } from './row-table.js';

/** A key that was looked for and is not there. */
export const ABSENT = Symbol('absent');
export type Cached = AnyRow | typeof ABSENT;

/**
 * Rows that the holder of a shard's lease knows, because nobody else may write them. Two generations: the
 * older is dropped when the younger is full, but never within a window, so that rows still being written are
 * always found here. While no rule has looked at a row yet (a projection that only puts), nothing older than
 * that is kept.
 */
export class RowCache {
  private young = new Map<string, Cached>();
  private old = new Map<string, Cached>();
  private lookedAt = false;

  /** `complete`: the table is empty, so what is not here does not exist, until the first row is dropped. */
  constructor(
    private complete: boolean,
    private readonly generation = 20_000,
  ) {}

  /** Called once before each window. */
  turn() {
    if (this.young.size < (this.lookedAt ? this.generation : 1)) return;
    if (this.old.size > 0) this.complete = false;
    this.old = this.young;
    this.young = new Map();
  }

  /** The row as it stands, for a rule to look at; undefined when only the table knows. */
  look(key: string): Cached | undefined {
    this.lookedAt = true;
    return this.find(key);
  }

  find(key: string): Cached | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old === undefined) return this.complete ? ABSENT : undefined;
    this.young.set(key, old);
    return old;
  }

  keep(key: string, row: Cached) {
    this.young.set(key, row);
  }

  /** Takes back what {@link keep} said: the row is read again from the table when needed. */
  forget(key: string, before: Cached | undefined) {
    if (before !== undefined) this.young.set(key, before);
    else {
      this.young.delete(key);
      this.old.delete(key);
    }
  }
}
