import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseUser } from './database-user.js';
import { StartRefused } from './start-refused.js';

export const OWNER = 'youan';
/**
 * The server's programs see nothing of our environment: PGDATA, PGPORT and the like would lead them astray.
 */
export const bareEnvironment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

export interface Cluster {
  readonly folder: string;
  readonly password: string;
}

/** The database's files: made on the first start, found again on every later one. */
export async function openCluster(
  dataFolder: string,
  engine: string,
  user: DatabaseUser | undefined,
): Promise<Cluster> {
  const folder = join(dataFolder, 'postgres');
  const passwordFile = join(dataFolder, 'postgres.password');
  if (existsSync(folder)) {
    refuseOtherVersion(folder, engine);
    return { folder, password: readPassword(passwordFile) };
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  await initialise(folder, engine, { password, user });
  return { folder, password };
}

/** Made beside and renamed when whole, so that a start that was cut off leaves nothing half made behind. */
async function initialise(
  folder: string,
  engine: string,
  { password, user }: { password: string; user: DatabaseUser | undefined },
): Promise<void> {
  const half = `${folder}.half`;
  const told = `${folder}.told`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(told, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [half, told]) chownSync(path, user.uid, user.gid);
  try {
    await promisify(execFile)(
      join(engine, 'bin', 'initdb'),
      [
        `--pgdata=${half}`,
        `--username=${OWNER}`,
        `--pwfile=${told}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
      ],
      { ...user, cwd: '/', env: bareEnvironment },
    );
  } finally {
    rmSync(told, { force: true });
  }
  renameSync(half, folder);
}

function refuseOtherVersion(folder: string, engine: string): void {
  const theirs = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  const ours = /engine-(\d+)/.exec(engine)?.[1];
  if (theirs === ours) return;
  throw new StartRefused(
    `数据目录 ${folder} 属于 PostgreSQL ${theirs}，本程序自带 ${ours}。请先导出再导入，或用 DATABASE_URL 连接该版本的服务器。`,
    `The files in ${folder} belong to PostgreSQL ${theirs}; this program brings ${ours}. ` +
      'Dump and restore them, or use a server of that version through DATABASE_URL.',
  );
}

function readPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new StartRefused(
    `数据库口令文件 ${file} 不见了。请从备份恢复该文件。`,
    `The database's password file ${file} is missing. Restore it from a backup.`,
  );
}
