import type { ContractBook } from './contract-book.js';
import type { DomainEvent, Recorded } from './event.js';
import { changesOf, type Change, type Projection } from './projection.js';
import type { AnyRow } from './row-table.js';
import type { Table } from './table.js';

/** A projection with its place: what stands in the list of read models. Any projection and its table fit. */
export interface ProjectionEntry {
  readonly projection: Projection<never, never>;
  readonly table: Table<never>;
  /** Changing it for a version that is live needs a rebuild: raise the version. */
  readonly shards: number;
}

/** A projection whose own types are forgotten: what the runner runs. */
export type AnyProjection = Projection<DomainEvent, AnyRow>;
export const forgetTypes = ({ projection }: ProjectionEntry) => projection as unknown as AnyProjection;

/** One thing an event did to one read model. */
export interface Effect {
  readonly projection: string;
  readonly partition: string;
  readonly change: 'put' | 'patch' | 'fold' | 'remove';
  readonly key: string;
}

const effectOf = (projection: string, partition: string, change: Change<AnyRow>): Effect => {
  if ('put' in change) return { projection, partition, change: 'put', key: change.put };
  if ('patch' in change) return { projection, partition, change: 'patch', key: change.patch };
  if ('fold' in change) return { projection, partition, change: 'fold', key: change.fold };
  return { projection, partition, change: 'remove', key: change.remove };
};

/** Every read model of the house by name, and what an event means to each of them. */
export class ProjectionRegistry {
  constructor(
    readonly entries: readonly ProjectionEntry[],
    private readonly book: ContractBook,
  ) {
    const names = entries.map(({ projection }) => projection.name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new Error(`two projections are named ${twice}`);
  }

  get(name: string): ProjectionEntry {
    const entry = this.entries.find(({ projection }) => projection.name === name);
    if (entry === undefined) throw new Error(`no projection is named ${name}`);
    return entry;
  }

  /**
   * What the pure rules make of an event, without touching a row. A projection that cannot read it is left
   * out.
   */
  explain(recorded: Recorded): readonly Effect[] {
    return this.entries.flatMap((entry) => {
      const projection = forgetTypes(entry);
      try {
        const current = this.book.current(recorded);
        return projection
          .partitions(current)
          .flatMap((partition) =>
            changesOf(projection, current, partition).map((change) =>
              effectOf(projection.name, partition, change),
            ),
          );
      } catch {
        return [];
      }
    });
  }
}
