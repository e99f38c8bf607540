import type { ProjectionStatus } from '#kernel';
import type { Pool } from 'pg';

/** One line a build, newest figures; what keeps a shard from moving stands below its line. */
export function statusTable(all: readonly ProjectionStatus[]): string {
  const lines = all.map(({ name, build, state, position, lag, parkedEvents, owners }) => [
    name,
    String(build),
    state,
    position,
    String(lag),
    String(parkedEvents),
    owners.join(' ') || '–',
  ]);
  const failures = all.flatMap(({ name, failure }) => (failure === null ? [] : [`! ${name}: ${failure}`]));
  const heads = ['name', 'build', 'state', 'position', 'lag', 'parked', 'held by'];
  return [...aligned([heads, ...lines]), ...failures].join('\n');
}

interface ParkedRow {
  readonly name: string;
  readonly partition: string;
  readonly events: string;
  readonly first: string;
  readonly failure: string | null;
}

/** What waits, by read model and partition, with the failure of the first event of each. */
export async function parkedTable(pool: Pool): Promise<string> {
  const { rows } = await pool.query<ParkedRow>(
    `select name, partition, count(*)::text as events, min(position)::text as first,
       (array_agg(failure order by position) filter (where failure is not null))[1] as failure
     from runner.parked group by name, build, partition order by name, build, partition`,
  );
  if (rows.length === 0) return '没有搁置的事件 / nothing is parked';
  const lines = rows.map(({ name, partition, events, first, failure }) => [
    name,
    partition,
    events,
    first,
    failure ?? '',
  ]);
  return aligned([['name', 'partition', 'events', 'first position', 'why'], ...lines]).join('\n');
}

function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
