import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const here = import.meta.dirname;

/** A program of ours in a process of its own, which may be killed or sent to sleep. */
export function forkChild(file: string, args: readonly string[]): ChildProcess {
  return fork(join(here, file), args, {
    execArgv: ['--conditions=source', '--import', join(here, 'typescript.mjs')],
  });
}

/** The signal that ended it. */
export async function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
}
