import type { Change } from './projection.js';
import { ABSENT, type Cached, type RowCache } from './row-cache.js';
import { STILL_SO, type AnyRow } from './row-table.js';

/** A state of a row: so from one position until another. */
export interface RowState {
  readonly key: string;
  readonly partition: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly row: AnyRow;
}
/** Whether the table holds a present row of this key before the window. */
type Before = 'there' | 'absent' | 'unknown';
interface Touched {
  readonly before: Before;
  readonly partition: string;
  /** Position of the first change in the window: until then the row before was so. */
  readonly since: bigint;
  past: RowState[] | undefined;
  /** The row as it is now, and since when; undefined when it was removed. */
  row: AnyRow | undefined;
  from: bigint;
}

/**
 * A row that ends: the key, and the position from which it is no longer so. Without `must` there may be no
 * such row, and the unique key would tell: a new present row follows in the same window.
 */
export interface Ending {
  readonly key: string;
  readonly at: bigint;
  readonly must: boolean;
}

/** The rows of a window, or of several, while their events are applied one after another. */
export class WindowRows {
  private readonly touched = new Map<string, Touched>();

  get size(): number {
    return this.touched.size;
  }

  constructor(
    private readonly cache: RowCache,
    private readonly history: boolean,
  ) {}

  /** All changes of one event in one partition, or none of them: answers what a rule threw, if it threw. */
  apply(changes: readonly Change<AnyRow>[], position: bigint, partition: string): unknown {
    const undo: (() => void)[] = [];
    try {
      for (const change of changes) {
        const key = keyOf(change);
        const next = this.next(key, change);
        if (changes.length > 1) undo.push(this.remember(key));
        this.set(key, { partition, position }, next);
      }
      return undefined;
    } catch (failure) {
      for (const takeBack of undo.reverse()) takeBack();
      return failure ?? new Error('a rule threw nothing');
    }
  }

  private next(key: string, change: Change<AnyRow>): AnyRow | undefined {
    if ('put' in change) return change.row;
    if ('remove' in change) return undefined;
    const cached = this.cache.find(key);
    const row = cached === ABSENT ? undefined : cached;
    if ('fold' in change) return change.from(row as never);
    if (row === undefined) throw new Error(`patched ${key} before it was put`);
    return { ...row, ...change.with };
  }

  private remember(key: string): () => void {
    const cached = this.cache.find(key);
    const touched = this.touched.get(key);
    const copy = touched && { ...touched, past: touched.past && [...touched.past] };
    return () => {
      this.cache.forget(key, cached);
      if (copy === undefined) this.touched.delete(key);
      else this.touched.set(key, copy);
    };
  }

  private set(key: string, { partition, position }: { partition: string; position: bigint }, row?: AnyRow) {
    const touched = this.touched.get(key);
    if (touched === undefined) {
      const before = beforeOf(this.cache.find(key));
      this.touched.set(key, { before, partition, since: position, past: undefined, row, from: position });
    } else {
      if (this.history && touched.row !== undefined && touched.from !== position)
        (touched.past ??= []).push({ key, partition, from: touched.from, to: position, row: touched.row });
      touched.row = row;
      touched.from = position;
    }
    this.cache.keep(key, row ?? ABSENT);
  }

  /**
   * Every state to insert. Without history they replace rows, so they come in the order of keys: no two
   * writers can wait in a circle.
   */
  states(): readonly RowState[] {
    const states: RowState[] = [];
    for (const [key, { past, row, from, partition }] of this.touched) {
      if (past !== undefined) states.push(...past);
      if (row !== undefined) states.push({ key, partition, from, to: STILL_SO, row });
    }
    return this.history ? states : states.sort(byKey);
  }

  /** Rows of the table that end. With history each changed row ends; without it those that were removed. */
  endings(): readonly Ending[] {
    const endings: Ending[] = [];
    for (const [key, { since, before, row }] of this.touched) {
      if (before === 'absent' || (!this.history && row !== undefined)) continue;
      endings.push({ key, at: since, must: before === 'there' || row === undefined });
    }
    return endings.sort(byKey);
  }
}

const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1);

const keyOf = (change: Change<AnyRow>): string => {
  if ('put' in change) return change.put;
  if ('patch' in change) return change.patch;
  return 'fold' in change ? change.fold : change.remove;
};
const beforeOf = (cached: Cached | undefined): Before => {
  if (cached === undefined) return 'unknown';
  return cached === ABSENT ? 'absent' : 'there';
};
