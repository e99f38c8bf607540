import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';

/**
 * Makes a file for its owner's eyes only (0600), whole or not at all: nobody ever reads a half-written key.
 * One that stands already is left alone, also when two programs start together, and also in a folder that
 * nobody may write to. Answers whether it made it.
 */
export async function makeSecretFile(file: string, content: string): Promise<boolean> {
  if (existsSync(file)) return false;
  const draft = await draftOf(file, content);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Puts other content in its place. The old file stands until the new one is on the disk. */
export async function replaceSecretFile(file: string, content: string): Promise<void> {
  await rename(await draftOf(file, content), file);
}

async function draftOf(file: string, content: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}
