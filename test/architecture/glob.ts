import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below some folders of the project, by name, without what is built or installed. */
export function globSync(folders: readonly string[], name: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && name.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path)),
  );
}
