import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bornAt, isAlive } from './live-program.js';
import { StartRefused } from './start-refused.js';

interface Holder {
  readonly pid: number;
  readonly born: string;
  readonly url: string;
}

/**
 * One program per data folder. A lock whose holder is gone (kill -9, power cut) is recognised and taken
 * over.
 */
export class InstanceLock {
  private constructor(private readonly file: string) {}

  /** Throws {@link StartRefused} while another program holds the folder. */
  static take(folder: string, url: string): InstanceLock {
    const lock = new InstanceLock(join(folder, 'lock'));
    const mine = `${lock.file}.${process.pid}`;
    writeFileSync(mine, JSON.stringify({ pid: process.pid, born: bornAt(process.pid), url }));
    try {
      while (!linked(mine, lock.file)) lock.removeIfStale(folder);
    } finally {
      rmSync(mine, { force: true });
    }
    return lock;
  }

  /** Writes where the program can be reached, once it is known. */
  tell(url: string): void {
    const told = `${this.file}.told`;
    writeFileSync(told, JSON.stringify({ pid: process.pid, born: bornAt(process.pid), url }));
    renameSync(told, this.file);
  }

  release(): void {
    if (holderIn(this.file)?.pid === process.pid) rmSync(this.file, { force: true });
  }

  private removeIfStale(folder: string): void {
    const holder = holderIn(this.file);
    if (holder && isAlive(holder.pid) && bornAt(holder.pid) === holder.born)
      throw new StartRefused(
        `数据目录 ${folder} 正由另一个实例使用（进程 ${holder.pid}，${holder.url}）。请先停止它，或用 DATA_DIR 与 PORT 另行启动。`,
        `The data folder ${folder} is in use by another instance (process ${holder.pid}, ${holder.url}). ` +
          'Stop it first, or start with another DATA_DIR and PORT.',
      );
    rmSync(this.file, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderIn(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined; // gone meanwhile, or torn by a power cut: nobody holds it
  }
}
