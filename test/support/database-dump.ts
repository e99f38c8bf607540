import type { Pool } from 'pg';

/** Every row of every table of a database as text, by table: what a plain dump would hold. */
export async function databaseDump(pool: Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const dump = new Map<string, readonly string[]>();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} as t order by 1`);
    dump.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return dump;
}

/** The forms in which a value could lie about unnoticed. */
const formsOf = (value: string): readonly string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  JSON.stringify(value)
    .slice(1, -1)
    .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  encodeURIComponent(value),
  ...(['hex', 'base64', 'base64url'] as const).map((form) =>
    Buffer.from(value).toString(form).replace(/=+$/, ''),
  ),
];

/** `table: row` for every row in which one of the values stands in any of those forms. */
export function foundIn(dump: ReadonlyMap<string, readonly string[]>, values: readonly string[]): string[] {
  const forms = values.flatMap(formsOf);
  return [...dump].flatMap(([table, rows]) =>
    rows.filter((row) => forms.some((form) => row.includes(form))).map((row) => `${table}: ${row}`),
  );
}
