import type { PoolClient } from 'pg';
import { STILL_SO } from './row-table.js';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Points readers at a table: `read.<name>` shows the rows that are so now, `read.<name>_history` every row
 * that ever was, where history is kept. Within the caller's transaction, so that readers see the old table or
 * the new one.
 */
export async function showRelation(client: PoolClient, name: string, relation: string): Promise<void> {
  const { rows } = await client.query(
    `select from information_schema.columns
      where table_schema = 'read' and table_name = $1 and column_name = 'known_to'`,
    [relation],
  );
  const history = rows.length > 0;
  const now = history ? ` where known_to = ${STILL_SO}` : '';
  const view = `read.${quoted(name)}`;
  const past = `read.${quoted(`${name}_history`)}`;
  const from = `select * from read.${quoted(relation)}`;
  await client.query(
    `drop view if exists ${view}; drop view if exists ${past}; create view ${view} as ${from}${now}`,
  );
  if (history) await client.query(`create view ${past} as ${from}`);
}
