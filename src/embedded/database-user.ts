import { execFileSync, spawnSync } from 'node:child_process';
import { StartRefused } from './start-refused.js';

/** The account PostgreSQL runs as. It refuses root, so a program started by root lends it another. */
export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/** `undefined` when PostgreSQL can run as we do. As root: the account `postgres`, made if there is none. */
export function databaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp();
  if (found) return found;
  try {
    execFileSync('groupadd', ['--system', NAME], { stdio: 'ignore' });
    execFileSync('useradd', ['--system', '--no-create-home', '-g', NAME, NAME], { stdio: 'ignore' });
  } catch {
    // Half made or not at all: looking it up tells.
  }
  const made = lookUp();
  if (made) return made;
  throw new StartRefused(
    'PostgreSQL 不能以 root 运行，也无法创建用户 postgres。请以普通用户启动，或先创建该用户。',
    'PostgreSQL cannot run as root and the user postgres could not be made. Start as an ordinary user, or make that user first.',
  );
}

function lookUp(): DatabaseUser | undefined {
  const number = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : undefined;
  };
  const [uid, gid] = [number('-u'), number('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** Tried, not computed from modes: access lists and mounts have their say too. */
export const canEnter = (folder: string, user: DatabaseUser | undefined): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
