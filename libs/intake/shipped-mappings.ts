import { Refused, refuse } from '#kernel';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearNames, perhaps } from './near-name.js';

/** Beside the sources; the built program looks back at them from `dist/libs/intake`. */
const folder = ['mappings', '../../../libs/intake/mappings']
  .map((path) => join(import.meta.dirname, path))
  .find((path) => existsSync(path));

/** Names of the mappings the platform ships. */
export async function shippedMappings(): Promise<string[]> {
  const files = folder === undefined ? [] : await readdir(folder);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** Throws `intake/no-such-mapping`. */
export async function shippedMapping(name: string): Promise<string> {
  const known = await shippedMappings();
  if (folder !== undefined && known.includes(name)) return readFile(join(folder, `${name}.yaml`), 'utf8');
  throw new Refused(refuse('intake/no-such-mapping', { name, near: perhaps(nearNames(name, known)) }));
}
