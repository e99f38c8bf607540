import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { canEnter, type DatabaseUser } from './database-user.js';
import { StartRefused } from './start-refused.js';

export interface DataFolder {
  readonly path: string;
  /** The project's own folder is closed to the database's account, so the data went elsewhere. */
  readonly elsewhere: boolean;
}

/**
 * Where data lies when nobody said: in the project, or, when the database's account cannot enter it, under
 * /var/lib.
 */
export function defaultDataFolder(project: string, user: DatabaseUser | undefined): DataFolder {
  if (user === undefined || canEnter(project, user)) return { path: join(project, 'data'), elsewhere: false };
  const mark = createHash('sha256').update(project).digest('hex').slice(0, 8);
  return { path: `/var/lib/youan/${basename(project)}-${mark}`, elsewhere: true };
}

/** Makes the folder and proves that we may write and the database's account may enter. */
export function openDataFolder(given: string, project: string, user: DatabaseUser | undefined): DataFolder {
  const folder =
    given === '' ? defaultDataFolder(project, user) : { path: resolve(project, given), elsewhere: false };
  const { path } = folder;
  try {
    mkdirSync(path, { recursive: true, mode: 0o711 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `数据目录 ${path} 无法使用：${reason}。请用 DATA_DIR 另选目录。`,
      `The data folder ${path} cannot be used: ${reason}. Choose another with DATA_DIR.`,
    );
  }
  if (user !== undefined) chmodSync(path, statSync(path).mode | 0o011); // to pass through, not to look around
  if (canEnter(path, user)) return folder;
  throw new StartRefused(
    `数据库用户 postgres 无法进入数据目录 ${path}（上级目录不对其他用户开放）。请用 DATA_DIR 另选目录，例如 /var/lib/youan。`,
    `The database's account postgres cannot enter the data folder ${path} (a folder above is closed to others). ` +
      'Choose another with DATA_DIR, such as /var/lib/youan.',
  );
}
