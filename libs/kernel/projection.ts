import type { DataOf, DomainEvent, Recorded } from './event.js';

/** One change of a read model. `key` is unique in the whole table; the runner adds the partition. */
export type Change<Row> =
  | { readonly put: string; readonly row: Row }
  | { readonly patch: string; readonly with: Partial<Row> }
  | { readonly fold: string; readonly from: (row: Row | undefined) => Row }
  | { readonly remove: string };

/**
 * A deliberate silence, with its reason. Forgetting an event is a compile error; ignoring one is a sentence.
 */
export interface Silence {
  readonly because: string;
}
export const silent = (because: string): Silence => ({ because });

/**
 * What one event means for one partition (a facility, a post). Pure: no clock, no I/O, no other partition's
 * rows.
 */
export type Rule<E extends DomainEvent, T extends E['type'], Row> = (
  data: DataOf<E, T>,
  recorded: Recorded<Extract<E, { type: T }>>,
  partition: string,
) => readonly Change<Row>[];

export type Rules<E extends DomainEvent, Row> = {
  readonly [T in E['type']]: Silence | Rule<E, T, Row>;
};

export interface Projection<E extends DomainEvent, Row> {
  readonly name: string;
  /** Raise it whenever a rule changes; the runner then rebuilds into new tables beside and swaps. */
  readonly version: number;
  /**
   * The partitions an event touches (`[data.facilityId]`). A rule runs once for each and changes only rows
   * of that one,
   * so partitions can be spread over shards, and a poisoned one can be parked while the others go on.
   */
  readonly partitions: (recorded: Recorded<E>) => readonly string[];
  /**
   * The word of the subjects that name the partitions (`facility`, when the event about the partition `F` has the
   * subject `facility:F`). A shard then passes over what is of another without reading its body.
   */
  readonly partitionSubject?: string;
  readonly rules: Rules<E, Row>;
}

export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

export function changesOf<E extends DomainEvent, Row>(
  { name, rules }: Projection<E, Row>,
  recorded: Recorded<E>,
  partition: string,
): readonly Change<Row>[] {
  const { type, data } = recorded.event;
  const rule = rules[type as E['type']] as Silence | Rule<E, E['type'], Row> | undefined;
  if (rule === undefined) throw new UnknownEvent(`${name} has never heard of ${type}`);
  return typeof rule === 'function' ? rule(data as never, recorded as never, partition) : [];
}

/** Applies one change to rows in memory. The runner and the tests share it, so they cannot disagree. */
export function applyChange<Row>(rows: Map<string, Row>, change: Change<Row>): void {
  if ('put' in change) rows.set(change.put, change.row);
  else if ('fold' in change) rows.set(change.fold, change.from(rows.get(change.fold)));
  else if ('remove' in change) rows.delete(change.remove);
  else {
    const row = rows.get(change.patch);
    if (row === undefined) throw new Error(`patched ${change.patch} before it was put`);
    rows.set(change.patch, { ...row, ...change.with });
  }
}

/** Replays events through the rules into memory: how an as-of question about one partition is answered. */
export function replay<E extends DomainEvent, Row>(
  projection: Projection<E, Row>,
  history: Iterable<Recorded<E>>,
  only?: string,
): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const recorded of history) {
    for (const partition of projection.partitions(recorded)) {
      if (only !== undefined && partition !== only) continue;
      for (const change of changesOf(projection, recorded, partition)) applyChange(rows, change);
    }
  }
  return rows;
}
