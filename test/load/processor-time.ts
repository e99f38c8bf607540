import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

const TICKS_A_SECOND = 100;
/** Fields of `/proc/PID/stat` behind the name of the program, which may itself hold spaces and brackets. */
const [PARENT, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM] = [1, 11, 12, 13, 14];

function statOf(pid: string | number): readonly number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}
const spent = (stat: readonly number[], fields: readonly number[]) =>
  fields.reduce((sum, field) => sum + stat[field]!, 0) / TICKS_A_SECOND;

/** Seconds of processor time that a PostgreSQL server on this machine has taken, its ended backends included. */
export async function serverSeconds(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = statOf(rows[0]!.pid)[PARENT]!;
  const living = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = living.flatMap((pid) => {
    try {
      const stat = statOf(pid);
      return stat[PARENT] === postmaster ? [spent(stat, [USER, SYSTEM])] : [];
    } catch {
      return []; // it has ended meanwhile: its parent counts it now
    }
  });
  const own = spent(statOf(postmaster), [USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM]);
  return children.reduce((sum, seconds) => sum + seconds, own);
}
