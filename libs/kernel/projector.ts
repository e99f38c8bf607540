import { NewerThanUs, type ContractBook } from './contract-book.js';
import type { Recorded } from './event.js';
import { changesOf, UnknownEvent, type Change } from './projection.js';
import type { AnyProjection } from './projection-registry.js';
import { shardOf } from './projector-shard.js';
import { WindowRows } from './projector-window.js';
import { ABSENT, type RowCache } from './row-cache.js';
import type { AnyRow } from './row-table.js';

/** Why an event could not be applied, by name: what an operator filters by. */
export type FailureClass = 'newer-version' | 'unknown-type' | 'rule' | 'database';
export interface ParkedEvent {
  readonly partition: string;
  readonly recorded: Recorded;
  /** Only the first parked event of a partition has one; the others wait behind it. */
  readonly failure: { readonly class: FailureClass; readonly words: string } | undefined;
}

/** What some windows do to the table. */
export interface Folded {
  readonly rows: WindowRows;
  readonly parked: readonly ParkedEvent[];
}

interface Folding {
  readonly poisoned?: bigint | undefined;
  readonly held?: Folded | undefined;
}
interface Touch {
  readonly recorded: Recorded;
  readonly partition: string;
  readonly changes: readonly Change<AnyRow>[];
  readonly failure: unknown;
}

export type LoadRows = (keys: readonly string[]) => Promise<ReadonlyMap<string, AnyRow>>;

export interface ProjectorParts {
  readonly projection: AnyProjection;
  readonly book: ContractBook;
  readonly shard: number;
  readonly shards: number;
  readonly cache: RowCache;
  readonly load: LoadRows;
  /** Partitions whose events wait. Grows when an event cannot be applied. */
  readonly parked: Set<string>;
  /** Keep every state a row had inside the window, not the last alone. */
  readonly history: boolean;
  /** Look at no other partition. */
  readonly only?: string;
}

const classOf = (failure: unknown): FailureClass => {
  if (failure instanceof NewerThanUs) return 'newer-version';
  return failure instanceof UnknownEvent ? 'unknown-type' : 'rule';
};
const wordsOf = (failure: unknown) =>
  (failure instanceof Error ? failure.message : String(failure)).slice(0, 1000);

/** Folds windows of events into rows in memory, by the pure rules and in order. Touches no database but through `load`. */
export class Projector {
  constructor(private readonly parts: ProjectorParts) {}

  /**
   * Folds a window, into the rows of windows before it where those are not written yet (`held`).
   * `poisoned`: the position of an event that the database itself refused; its partitions are parked unread.
   */
  async fold(events: readonly Recorded[], { poisoned, held }: Folding = {}): Promise<Folded> {
    const { cache, history, load } = this.parts;
    if (held === undefined) cache.turn();
    const touches = this.touchesOf(events);
    const unknown = this.keysToLoad(touches);
    if (unknown.length > 0) {
      const found = await load(unknown);
      for (const key of unknown) cache.keep(key, found.get(key) ?? ABSENT);
    }
    const rows = held?.rows ?? new WindowRows(cache, history);
    const parked = [...(held?.parked ?? [])];
    for (const touch of touches) {
      const waiting = this.apply(rows, touch, touch.recorded.position === poisoned);
      if (waiting) parked.push(waiting);
    }
    return { rows, parked };
  }

  private apply(rows: WindowRows, touch: Touch, isPoison: boolean): ParkedEvent | undefined {
    const { recorded, partition, changes, failure } = touch;
    const { parked } = this.parts;
    if (parked.has(partition)) return { partition, recorded, failure: undefined };
    const refused = isPoison ? new Error('the database refused its rows') : failure;
    const cause = refused ?? rows.apply(changes, recorded.position, partition);
    if (cause === undefined) return undefined;
    parked.add(partition);
    const failureClass = isPoison ? 'database' : classOf(cause);
    return { partition, recorded, failure: { class: failureClass, words: wordsOf(cause) } };
  }

  private touchesOf(events: readonly Recorded[]): Touch[] {
    const touches: Touch[] = [];
    for (const recorded of events) {
      if (this.ofOthers(recorded)) continue;
      let current = recorded;
      let unreadable: unknown;
      try {
        current = this.parts.book.current(recorded);
      } catch (failure) {
        unreadable = failure;
      }
      for (const partition of this.mine(current))
        touches.push(
          unreadable === undefined ? this.touch(current, partition) : failed(recorded, partition, unreadable),
        );
    }
    return touches;
  }

  /** Its subjects name partitions, and none of them is ours. */
  private ofOthers({ subjects }: Recorded): boolean {
    const { projection, shard, shards } = this.parts;
    if (shards === 1 || projection.partitionSubject === undefined) return false;
    const word = `${projection.partitionSubject}:`;
    const named = subjects.filter((subject) => subject.startsWith(word));
    return named.length > 0 && named.every((one) => shardOf(one.slice(word.length), shards) !== shard);
  }

  private touch(recorded: Recorded, partition: string): Touch {
    try {
      const changes = changesOf(this.parts.projection, recorded, partition);
      return { recorded, partition, changes, failure: undefined };
    } catch (failure) {
      return failed(recorded, partition, failure);
    }
  }

  /** An event that does not even say which partitions it touches waits under its stream's name. */
  private mine(recorded: Recorded): readonly string[] {
    const { projection, shard, shards, only } = this.parts;
    let partitions: readonly string[];
    try {
      partitions = projection.partitions(recorded);
      if (partitions.some((partition) => typeof partition !== 'string'))
        throw new UnknownEvent(recorded.event.type);
    } catch {
      partitions = [`stream:${recorded.stream}`];
    }
    if (only !== undefined) return partitions.filter((partition) => partition === only);
    return shards === 1 ? partitions : partitions.filter((partition) => shardOf(partition, shards) === shard);
  }

  /** Keys whose present row a rule will look at and that are neither known nor put earlier in the window. */
  private keysToLoad(touches: readonly Touch[]): string[] {
    const put = new Set<string>();
    const wanted = new Set<string>();
    for (const { changes } of touches) for (const change of changes) this.lookAhead(change, put, wanted);
    return [...wanted];
  }

  private lookAhead(change: Change<AnyRow>, put: Set<string>, wanted: Set<string>) {
    if ('remove' in change) return;
    if ('put' in change) {
      put.add(change.put);
      return;
    }
    const key = 'patch' in change ? change.patch : change.fold;
    if (!put.has(key) && !wanted.has(key) && this.parts.cache.look(key) === undefined) wanted.add(key);
  }
}

const failed = (recorded: Recorded, partition: string, failure: unknown): Touch => ({
  recorded,
  partition,
  failure,
  changes: [],
});
