import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, goneWithin, isAlive } from './live-program.js';

/**
 * Stops a server that outlived its program (kill -9 of ours leaves it running). Only called by the holder
 * of the folder's lock, so a server in this folder belongs to nobody. Its own fast shutdown loses nothing
 * that was committed.
 */
export async function stopLeftover(cluster: string): Promise<boolean> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const command = commandOf(pid);
  if (!command.includes('postgres') || !command.includes(cluster)) {
    rmSync(file); // the number was given to another program since: the server itself would refuse to start
    return false;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    if (await goneWithin(pid, 15_000)) return true;
  }
  throw new Error(`the server ${pid} left over in ${cluster} does not stop`);
}
