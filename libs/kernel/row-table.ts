import { arrayOf, carriageOf, readingOf } from './row-codec.js';
import { snakeCase, type ColumnType, type Table } from './table.js';

/** A row as the runner sees it: fields by name, whatever the projection says they are. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** `known_to` of a row that is still so. */
export const STILL_SO = 9223372036854775807n;

interface Column {
  readonly field: string;
  readonly name: string;
  readonly type: ColumnType;
}
/** `known_from` and `known_to` travel as positions, never joined: they tell how many rows there are. */
const OWN_COLUMNS: readonly Column[] = [
  { field: '', name: 'key', type: 'text' },
  { field: '', name: 'partition', type: 'text' },
  { field: '', name: 'known_from', type: 'bigint' },
];
const KNOWN_TO: Column = { field: '', name: 'known_to', type: 'bigint' };
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The SQL side of one {@link Table}: its statements, made once. Knows neither connections nor rules. */
export class RowTable {
  readonly history: boolean;
  readonly columns: readonly Column[];
  /** What a bulk write sends, in order: own columns first, then the row's. */
  readonly written: readonly Column[];
  readonly relation: string;

  constructor(
    readonly name: string,
    private readonly table: Table<never>,
  ) {
    this.history = table.history;
    this.relation = `read.${quoted(name)}`;
    this.columns = Object.entries(table.columns as Record<string, ColumnType>).map(([field, type]) => ({
      field,
      type,
      name: snakeCase(field),
    }));
    this.written = [...OWN_COLUMNS, ...(this.history ? [KNOWN_TO] : []), ...this.columns];
    const names = this.written.map(({ name: column }) => column);
    const twice = names.find((column, i) => names.indexOf(column) !== i);
    if (twice !== undefined)
      throw new Error(`${name} declares the column ${twice} twice or takes the runner's own`);
  }

  /** Table and the index by key; the declared ones wait until the table is full. */
  createStatements(): string[] {
    const own = [
      'key text collate "C" not null',
      'partition text collate "C" not null',
      'known_from bigint not null',
    ];
    if (this.history) own.push('known_to bigint not null');
    const fields = this.columns.map(({ name, type }) => `${quoted(name)} ${type}`);
    const create = `create table if not exists ${this.relation} (${[...own, ...fields].join(', ')}) with (fillfactor = ${
      this.history ? 95 : 80
    })`;
    return [create, this.keyIndex()];
  }

  private keyIndex() {
    const index = quoted(`${this.name}_key`);
    const only = this.history ? ` where known_to = ${STILL_SO}` : '';
    return `create unique index if not exists ${index} on ${this.relation} (key)${only}`;
  }

  indexStatements(): string[] {
    return this.indexes.map((columns, i) => {
      const index = quoted(`${this.name}_i${i}`);
      return `create index if not exists ${index} on ${this.relation} (${columns.join(', ')})`;
    });
  }

  /** Of the columns by which rows are looked up: the long texts of the rest are left to autovacuum. */
  get statisticsStatement(): string {
    const columns = new Set(['key', ...this.indexes.flat()]);
    return `analyze ${this.relation} (${[...columns].join(', ')})`;
  }

  private get indexes(): readonly (readonly string[])[] {
    const declared = this.table.indexes as readonly (readonly string[])[];
    return declared.map((fields) => fields.map((field) => quoted(snakeCase(field))));
  }

  /** `$1` keys: the rows that are so now, as text cells in the order of {@link columns}. */
  get loadStatement(): string {
    const cells = this.columns.map(({ name, type }) => readingOf(quoted(name), type));
    const now = this.history ? ` and known_to = ${STILL_SO}` : '';
    return `select ${['key', ...cells].join(', ')} from ${this.relation} where key = any($1::text[])${now}`;
  }

  /**
   * Inserts all rows of one window where `gate` holds; parameters from `$first` on, one array a column of
   * {@link written}.
   * `joined`: texts come from `joinColumn`.
   * Without history a row replaces the one of its key.
   */
  insertStatement(first: number, gate: string, joined: boolean): string {
    const names = this.written.map(({ name }) => quoted(name));
    const arrays = this.written.map(({ field, name, type }, i) =>
      field === '' && name.startsWith('known') ? `$${first + i}::int8[]` : arrayOf(type, first + i, joined),
    );
    const cells = this.written.map(
      ({ field, name, type }) => `x.${quoted(name)}${field === '' ? '' : carriageOf(type).cast}`,
    );
    const replace = names.slice(1).map((name) => `${name} = excluded.${name}`);
    const upsert = this.history ? '' : ` on conflict (key) do update set ${replace.join(', ')}`;
    return `insert into ${this.relation} (${names.join(', ')}) select ${cells.join(', ')} from unnest(${arrays.join(
      ', ',
    )}) x (${names.join(', ')}) where ${gate}${upsert}`;
  }

  /**
   * Ends the rows of keys (`$first`): with history at the positions `$first + 1`, otherwise by deleting them.
   */
  endStatement(first: number, gate: string): string {
    const from = `unnest($${first}::text[], $${first + 1}::int8[]) x (key, at)`;
    return this.history
      ? `update ${this.relation} t set known_to = x.at from ${from} where t.key = x.key and t.known_to = ${STILL_SO} and ${gate}`
      : `delete from ${this.relation} t using ${from} where t.key = x.key and ${gate}`;
  }
}
