import { refuse, type Fault } from '#kernel';
import { CellFault, type Content, type EventEntry, type Mapping, type Row } from './mapping.js';
import type { RawRecord, Rejection, RowOrigin } from './record.js';

/** A value that may be a fault, so that all faults of an event are told at once. */
function attempt<T>(make: () => T, faults: Fault[]): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    faults.push({ path: error.column, message: error.message });
    return undefined;
  }
}

export interface Repaired {
  readonly record: RawRecord;
  /** Made once for a group of rows. */
  readonly shared: boolean;
}

/**
 * Turns a file's rows into records, in order, remembering which groups were seen: asked for the same rows
 * in the same order it always answers the same, so an interrupted file goes on exactly where it was.
 */
export class RowRecords {
  private readonly groups = new Set<string>();
  private readonly values = new Set<string>();

  constructor(
    private readonly mapping: Mapping,
    private readonly origin: Pick<RowOrigin, 'jobId' | 'file'>,
  ) {}

  of(row: Row): RawRecord[] {
    const faults = this.rowFaults(row);
    if (faults.length > 0) return [this.unreadable(row, 0, rowRejection(row, faults))];
    return this.mapping.events.flatMap((entry, at) => this.recordOf(row, entry, at) ?? []);
  }

  /**
   * A repaired row: the event that failed, or all of them where the row as a whole had failed. Groups are
   * not asked: an event that another row of the group made meanwhile stands already, and its record is
   * marked.
   */
  again(row: Row, only: number | undefined): Repaired[] {
    const faults = this.mapping.checks.flatMap((check) => faultOf(check(row)));
    if (faults.length > 0)
      return [{ record: this.unreadable(row, 0, rowRejection(row, faults)), shared: false }];
    return this.mapping.events.flatMap((entry, at) => {
      if (only === undefined ? !entry.when.every((holds) => holds(row)) : only !== at) return [];
      return [{ record: this.make(row, entry, at).record, shared: entry.oncePer.length > 0 }];
    });
  }

  private recordOf(row: Row, entry: EventEntry, at: number): RawRecord | undefined {
    const group = JSON.stringify([at, ...entry.oncePer.map((column) => (row.cells[column] ?? '').trim())]);
    if (entry.oncePer.length > 0 && this.groups.has(group)) return undefined;
    if (!entry.when.every((holds) => holds(row))) return undefined;
    const { record, made } = this.make(row, entry, at);
    if (made) this.groups.add(group);
    return record;
  }

  private rowFaults(row: Row): Fault[] {
    const faults = this.mapping.checks.flatMap((check) => faultOf(check(row)));
    if (row.surplus > 0)
      faults.push({
        path: '',
        message: `比表头多 ${row.surplus} 格 / ${row.surplus} cells more than the heading`,
      });
    for (const column of this.mapping.unique) {
      const value = JSON.stringify([column, (row.cells[column] ?? '').trim()]);
      if (this.values.has(value)) faults.push({ path: column, message: '重复的值 / the value came before' });
      this.values.add(value);
    }
    return faults;
  }

  private make(row: Row, entry: EventEntry, at: number): { record: RawRecord; made: boolean } {
    const faults: Fault[] = [];
    const { mapping } = this;
    const type = entry.contract.type;
    const [id, time] = [entry.id, entry.occurredAt].map((cell) => attempt(() => cell(row), faults));
    const region = attempt(() => mapping.region(row), faults);
    const department = attempt(() => mapping.department(row), faults);
    const fields = entry.data.map(([name, cell]) => [name, attempt(() => cell(row), faults)] as const);
    if (faults.length > 0) {
      const about = { source: mapping.source, ...(typeof id === 'string' ? { sourceId: id } : {}), type };
      const refusal = refuse('intake/cell-malformed', { row: String(row.number), type });
      return {
        record: this.unreadable(row, at, { step: 'schema', refusal, errors: faults, ...about }),
        made: false,
      };
    }
    const around = {
      specversion: '1.0',
      id,
      source: mapping.source,
      type,
      time,
      datacontenttype: 'application/json',
    };
    const scope = { youanregion: region, youandepartment: department };
    const said: Content = Object.fromEntries(fields.filter(([, content]) => content !== undefined));
    const bytes = Buffer.from(JSON.stringify({ ...around, ...scope, data: said }));
    return { record: { bytes, origin: this.originOf(row, at) }, made: true };
  }

  private unreadable(row: Row, at: number, rejection: Rejection): RawRecord {
    const bytes = Buffer.from(JSON.stringify(row.cells));
    return { bytes, origin: this.originOf(row, at), unreadable: rejection };
  }

  private originOf({ number: row }: Row, entry: number): RowOrigin {
    return { ...this.origin, row, entry };
  }
}

const faultOf = (fault: CellFault | undefined): Fault[] =>
  fault ? [{ path: fault.column, message: fault.message }] : [];

const rowRejection = (row: Row, errors: readonly Fault[]): Rejection => ({
  step: 'schema',
  refusal: refuse('intake/row-malformed', { row: String(row.number) }),
  errors,
});
