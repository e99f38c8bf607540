import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './rebuild-transaction.js';
import type { Build } from './rebuild.js';
import { pause } from './runner-pause.js';

/** How the rows of two builds differ at one position. */
export interface Comparison {
  readonly comparedAt: bigint;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Keys that only the old build has. */
  readonly missing: number;
  /** Keys that only the new build has. */
  readonly added: number;
  readonly differing: number;
  /** Rows that changed while they were compared, so nothing can be said about them. */
  readonly leftOut: number;
  readonly samples: readonly string[];
}
interface Pair {
  readonly before: Build;
  readonly after: Build;
}
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const SUSPECTS_AT_MOST = 10_000;
const PATIENCE_MS = 10_000;

interface Outcome {
  rows_before: string;
  rows_after: string;
  missing: string[];
  added: string[];
  differing: string[];
  left_out: string;
}

/**
 * Compares key by key by digest, while both builds go on. With history both are looked at as of one position.
 * Without it a row removed in one build and not yet in the other looks like a difference, so such keys are
 * looked at once more when both have passed that place.
 */
export async function compare(pool: Pool, pair: Pair): Promise<Comparison> {
  const first = await compareOnce(pool, pair, undefined);
  const { outcome } = first;
  const suspects = [...outcome.missing, ...outcome.added];
  const clear = first.history || suspects.length === 0 || suspects.length > SUSPECTS_AT_MOST;
  if (clear) return comparisonOf(first.at, outcome, outcome);
  await passed(pool, pair, first.furthest);
  const second = await compareOnce(pool, pair, suspects);
  return comparisonOf(first.at, outcome, {
    ...second.outcome,
    differing: [...second.outcome.differing, ...outcome.differing],
  });
}

const comparisonOf = (
  comparedAt: bigint,
  counted: Outcome,
  { missing, added, differing }: Outcome,
): Comparison => ({
  comparedAt,
  rowsBefore: Number(counted.rows_before),
  rowsAfter: Number(counted.rows_after),
  missing: missing.length,
  added: added.length,
  differing: differing.length,
  leftOut: Number(counted.left_out),
  samples: [...missing, ...added, ...differing].slice(0, 20),
});

async function passed(pool: Pool, pair: Pair, position: bigint) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(50)) {
    const { low } = await positions(pool, pair);
    if (low >= position) return;
  }
}

async function positions(client: Pool | PoolClient, { before, after }: Pair) {
  const { rows } = await client.query<{ low: string; high: string }>(
    'select min(position) as low, max(position) as high from runner.shard where name = $1 and build = any($2)',
    [before.name, [before.build, after.build]],
  );
  return { low: BigInt(rows[0]!.low), high: BigInt(rows[0]!.high) };
}

function compareOnce(pool: Pool, pair: Pair, keys: readonly string[] | undefined) {
  return inTransaction(
    pool,
    async (client) => {
      const { low, high } = await positions(client, pair);
      const columns = await sharedColumns(client, pair);
      const history = columns.includes('known_to');
      const statement = history ? historyStatement(pair, columns) : presentStatement(pair, columns);
      const { rows } = await client.query<Outcome>(
        statement,
        history ? [String(low)] : [String(low), keys ?? null],
      );
      return { at: low, furthest: high, history, outcome: rows[0]! };
    },
    'begin isolation level repeatable read read only',
  );
}

async function sharedColumns(client: PoolClient, { before, after }: Pair): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = 'read' and table_name = any($1)
      group by column_name having count(*) = 2 order by column_name`,
    [[before.relation, after.relation]],
  );
  return rows.map(({ column_name }) => column_name);
}

/**
 * The same rules must know everything from the same position on; other rules may know it from another event.
 */
const digest = (alias: string, columns: readonly string[], sameRules: boolean) =>
  `md5(row(${columns
    .filter((column) => column !== 'known_to' && (sameRules || column !== 'known_from'))
    .map((column) => `${alias}.${quoted(column)}`)
    .join(', ')})::text)`;

const COUNTS = `count(o.key) as rows_before, count(n.key) as rows_after,
  coalesce(array_agg(o.key) filter (where n.key is null and not late), '{}') as missing,
  coalesce(array_agg(n.key) filter (where o.key is null and not late), '{}') as added,
  coalesce(array_agg(o.key) filter (where o.digest <> n.digest and not late), '{}') as differing,
  count(*) filter (where late) as left_out`;

function historyStatement({ before, after }: Pair, columns: readonly string[]): string {
  const same = before.version === after.version;
  const side = ({ relation }: Build) =>
    same
      ? `select key, known_from as at, md5(${digest('t', columns, true)} || (case when known_to <= $1 then known_to else -1 end)) as digest
           from read.${quoted(relation)} t where known_from <= $1`
      : `select key, 0::bigint as at, ${digest('t', columns, false)} as digest
           from read.${quoted(relation)} t where known_from <= $1 and known_to > $1`;
  return `with o as (${side(before)}), n as (${side(after)})
    select ${COUNTS} from (o full join n using (key, at)) cross join lateral (select false as late) l`;
}

function presentStatement({ before, after }: Pair, columns: readonly string[]): string {
  const same = before.version === after.version;
  const side = ({ relation }: Build) =>
    `select key, known_from, ${digest('t', columns, same)} as digest
       from read.${quoted(relation)} t where $2::text[] is null or key = any($2)`;
  return `with o as (${side(before)}), n as (${side(after)})
    select ${COUNTS} from (o full join n using (key))
      cross join lateral (select coalesce(greatest(o.known_from, n.known_from) > $1, false) as late) l`;
}
