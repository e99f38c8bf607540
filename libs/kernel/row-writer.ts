import pg from 'pg';
import type { Pool, PoolClient } from 'pg';
import { Fenced, LEASE_SECONDS, LEASE_UNTIL, type Lease } from './lease.js';
import { PARKED_COLUMNS, parkedColumns, parkStatement } from './parked-rows.js';
import type { Folded } from './projector.js';
import type { Ending, RowState } from './projector-window.js';
import { decodeCell, encodeColumn, joinColumn } from './row-codec.js';
import { copyIn, copyMessages, type Copied } from './row-copy.js';
import type { AnyRow, RowTable } from './row-table.js';
import type { Write } from './shard-work.js';

export interface Step {
  readonly lease: Lease;
  readonly from: bigint;
  readonly to: bigint;
}

type Changes = Pick<Folded, 'parked'> & Partial<Folded>;

const WORTH_COPYING = 200;
const CHANGED_HANDS = 'YA001';
const GATE = '(select count(*) from fence) = 1';

/**
 * Writes a window in one statement, hence in one transaction and one round trip: the checkpoint moves where
 * it stood and the epoch is ours, and only then rows end, events park and rows begin. Not waiting for the
 * disk is safe here: a lost commit loses the checkpoint with the rows.
 */
export class RowWriter {
  private readonly statements = new Map<string, string>();

  constructor(
    private readonly pool: Pool | PoolClient,
    private readonly table?: RowTable,
  ) {}

  /**
   * Throws {@link Fenced} and writes nothing when the shard is no longer ours. `careful`: end rows that may
   * not exist.
   */
  write(step: Step, folded: Changes, careful = false): Promise<void> {
    return this.ready(step, folded, careful)(() => undefined);
  }

  /**
   * What will write a window, encoded at once: that needs no database, and the window before may still be on
   * its way there. Rows that cannot be encoded are told when it writes.
   */
  ready(step: Step, folded: Changes, careful: boolean): Write {
    try {
      return this.encoded(step, folded, careful);
    } catch (failure) {
      return () => Promise.reject(failure as Error);
    }
  }

  private encoded(step: Step, folded: Changes, careful: boolean): Write {
    const ending = folded.rows?.endings() ?? [];
    const endings = careful ? ending : ending.filter(({ must }) => must);
    const states = folded.rows?.states() ?? [];
    const parts = [endings.length > 0, folded.parked.length > 0, states.length > 0] as const;
    if (!careful && states.length >= WORTH_COPYING && this.table!.history && !parts[0] && !parts[1]) {
      const messages = copyMessages(this.table!, states);
      const copy = (begun: () => void) => this.copy(step, { table: this.table!, messages, begun });
      return Object.assign(copy, { addsOnly: true as const });
    }
    const { lease, from, to } = step;
    const query = {
      name: this.statementName(parts, careful),
      text: this.statement(parts, careful),
      rowMode: 'array' as const,
      values: [
        lease.name,
        lease.build,
        lease.shard,
        lease.epoch,
        from,
        to,
        ...(parts[0] ? endingColumns(endings) : []),
        ...(parts[1] ? parkedColumns(folded.parked) : []),
        ...(parts[2] ? this.stateColumns(states, careful) : []),
      ],
    };
    return async () => {
      const { rows } = await this.pool.query<[number]>(query);
      if (Number(rows[0]![0]) !== 1)
        throw new Fenced(`${lease.name} ${lease.build}/${lease.shard} changed hands`);
    };
  }

  /** The cheapest way into a table, for many rows that are all new: half the work of a statement. */
  private async copy({ lease, from, to }: Step, copied: Copied) {
    const { name, build, shard, epoch } = lease;
    const step = `select runner.step(${pg.escapeLiteral(name)}, ${build}, ${shard}, ${epoch}, ${from}, ${to}, '${LEASE_SECONDS} s')`;
    try {
      await copyIn(this.pool, step, copied);
    } catch (failure) {
      if ((failure as { code?: unknown }).code === CHANGED_HANDS) throw new Fenced(`${name} changed hands`);
      throw failure;
    }
  }

  /** The present rows of keys. */
  load = async (keys: readonly string[]): Promise<ReadonlyMap<string, AnyRow>> => {
    const { columns, name, loadStatement } = this.table!;
    const { rows } = await this.pool.query<(string | null)[]>({
      name: `load_${name}`,
      text: loadStatement,
      rowMode: 'array',
      values: [encodeColumn('text', keys)],
    });
    return new Map(
      rows.map(([key, ...cells]) => [
        key!,
        Object.fromEntries(columns.map(({ field, type }, i) => [field, decodeCell(type, cells[i]!)])),
      ]),
    );
  };

  private statementName(parts: readonly boolean[], careful: boolean) {
    return `${careful ? 'careful' : 'write'}_${parts.map(Number).join('')}_${this.table?.name ?? 'checkpoint'}`;
  }

  private statement(parts: readonly [boolean, boolean, boolean], careful: boolean): string {
    const name = this.statementName(parts, careful);
    const known = this.statements.get(name);
    if (known !== undefined) return known;
    const [ends, parks, begins] = parts;
    let next = 7;
    const take = (count: number) => (next += count) - count;
    const steps = [
      `fence as (update runner.shard set position = $6::bigint, lease_until = ${LEASE_UNTIL}, updated_at = now(),
         failure_class = null, failure_position = null, failure_type = null, failure = null
       where name = $1 and build = $2 and shard = $3 and epoch = $4 and position = $5
       returning set_config('synchronous_commit', 'off', true))`,
    ];
    if (ends) steps.push(`ended as (${this.table!.endStatement(take(2), GATE)} returning 1)`);
    if (parks) steps.push(`parked as (${parkStatement(take(PARKED_COLUMNS), GATE)})`);
    const after = ends ? `${GATE} and (select count(*) from ended) >= 0` : GATE;
    if (begins)
      steps.push(
        `begun as (${this.table!.insertStatement(take(this.table!.written.length), after, !careful)})`,
      );
    const statement = `with ${steps.join(', ')} select count(*)::int from fence`;
    this.statements.set(name, statement);
    return statement;
  }

  private stateColumns(states: readonly RowState[], careful: boolean): (Buffer | string)[] {
    const { history, columns } = this.table!;
    const encode = careful ? encodeColumn : joinColumn;
    const own = [
      encode('text', cellsOf(states, 'key')),
      encode('text', cellsOf(states, 'partition')),
      encodeColumn('position', cellsOf(states, 'from')),
    ];
    if (history) own.push(encodeColumn('position', cellsOf(states, 'to')));
    return [...own, ...columns.map(({ field, type }) => encode(type, rowCells(states, field)))];
  }
}

// Plain loops: this is where a rebuild spends its time.
function cellsOf(states: readonly RowState[], name: 'key' | 'partition' | 'from' | 'to'): unknown[] {
  const cells = new Array<unknown>(states.length);
  for (let i = 0; i < states.length; i += 1) cells[i] = states[i]![name];
  return cells;
}
function rowCells(states: readonly RowState[], field: string): unknown[] {
  const cells = new Array<unknown>(states.length);
  for (let i = 0; i < states.length; i += 1) cells[i] = states[i]!.row[field];
  return cells;
}

const endingColumns = (endings: readonly Ending[]) => [
  encodeColumn(
    'text',
    endings.map(({ key }) => key),
  ),
  encodeColumn(
    'position',
    endings.map(({ at }) => at),
  ),
];
