import { snakeCase, type ProjectionEntry, type Table } from '#kernel';

type Row = Readonly<Record<string, unknown>>;
type Cells = ReadonlyMap<string, Row>;
const columnsOf = ({ table }: ProjectionEntry) => Object.entries((table as unknown as Table<Row>).columns);

/** A cell in one form, whether a rule wrote it or PostgreSQL's `to_jsonb` did. */
function cell(type: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'bigint') return String(value);
  if (type === 'timestamptz') return new Date(String(value)).toISOString();
  return value;
}

/** Rows as the rules left them in memory. */
export const inMemory = (entry: ProjectionEntry, rows: ReadonlyMap<string, unknown>): Cells =>
  new Map(
    [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, row]) => [
        key,
        Object.fromEntries(columnsOf(entry).map(([field, type]) => [field, cell(type, (row as Row)[field])])),
      ]),
  );

/** Rows as `select key, to_jsonb(t) as row` answers them. */
export const inTable = (entry: ProjectionEntry, rows: readonly { key: string; row: Row }[]): Cells =>
  new Map(
    [...rows]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, row }) => [
        key,
        Object.fromEntries(
          columnsOf(entry).map(([field, type]) => [field, cell(type, row[snakeCase(field)])]),
        ),
      ]),
  );
