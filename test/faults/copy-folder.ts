import { chownSync, copyFileSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Copies a folder in which a server goes on working: what vanishes on the way is left out, owners stay. */
export function copyFolder(from: string, to: string, leftOut: (name: string) => boolean = () => false): void {
  const { mode, uid, gid } = lstatSync(from);
  mkdirSync(to, { recursive: true, mode });
  chownSync(to, uid, gid);
  for (const name of readdirSync(from)) {
    if (leftOut(name)) continue;
    try {
      copyEntry(join(from, name), join(to, name));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
  }
}

function copyEntry(from: string, to: string): void {
  const entry = lstatSync(from);
  if (entry.isDirectory()) return copyFolder(from, to);
  copyFileSync(from, to);
  chownSync(to, entry.uid, entry.gid);
}
