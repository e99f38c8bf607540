import type { Pool, PoolClient } from 'pg';

/**
 * What `pg_dump` and `pg_restore` do, in SQL, because the packages bring only the server: every row that one
 * snapshot sees goes as text into a database that another program has already migrated; tables, indexes and
 * views that are made at run time (the read models) are made from the catalogue first.
 */
export async function restoreInto(source: Pool, target: Pool): Promise<void> {
  const [from, to] = [await source.connect(), await target.connect()];
  try {
    await from.query('begin isolation level repeatable read read only');
    await to.query('begin; set local session_replication_role = replica');
    for (const { made } of (await from.query<{ made: string }>(TABLES)).rows) await to.query(made);
    for (const { name } of (await from.query<{ name: string }>(NAMES)).rows) await copyRows(from, to, name);
    for (const list of [INDEXES, VIEWS, SEQUENCES])
      for (const { made } of (await from.query<{ made: string }>(list)).rows) await to.query(made);
    await to.query('commit');
    await from.query('commit');
  } finally {
    from.release(true);
    to.release(true);
  }
}

async function copyRows(from: PoolClient, to: PoolClient, name: string): Promise<void> {
  const { rows } = await from.query<{ row: string }>(`select t::text as row from ${name} t`);
  await to.query(
    `insert into ${name} overriding system value select r.* from unnest($1::text[]) t,
      lateral (select (t::${name}).*) r on conflict do nothing`,
    [rows.map(({ row }) => row)],
  );
}

const OURS = `n.nspname !~ '^(pg_|information_schema)'`;
const NAMES = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname !~ '^(pg_|information_schema)' order by 1`;
const TABLES = `
  select format('create table if not exists %I.%I (%s)', n.nspname, c.relname,
      string_agg(format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attcollation <> t.typcollation then format(' collate %I', l.collname) else '' end,
        case when a.attnotnull then ' not null' else '' end), ', ' order by a.attnum)) as made
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
    where c.relkind = 'r' and ${OURS} group by n.nspname, c.relname`;
const INDEXES = `
  select regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX ', ' INDEX IF NOT EXISTS ') as made
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS}`;
const VIEWS = `
  select format('create or replace view %I.%I as %s', n.nspname, c.relname, pg_get_viewdef(c.oid)) as made
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${OURS}`;
const SEQUENCES = `
  select format('select setval(%L, %s)', format('%I.%I', schemaname, sequencename), last_value) as made
    from pg_sequences where last_value is not null`;
