import { createHmac, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { KEY_BYTES } from './sealing.js';

/** A key that wraps other keys, known in the database by `id` alone. */
export interface KeyEncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The vault cannot be opened with the keys at hand. The sentence says what to do. */
export class VaultKeyMissing extends Error {
  override readonly name = 'VaultKeyMissing';
}

/**
 * Keys of one key file: the first wraps, all unwrap. More than one stands there only while keys are being
 * changed.
 */
export class KeyRing {
  readonly current: KeyEncryptionKey;

  constructor(private readonly keys: readonly KeyEncryptionKey[]) {
    const [current] = keys;
    if (current === undefined) throw new VaultKeyMissing('主密钥文件是空的 / the vault key file is empty');
    this.current = current;
  }

  get ids(): readonly string[] {
    return this.keys.map(({ id }) => id);
  }

  get(id: string): Buffer {
    const found = this.keys.find((key) => key.id === id);
    if (found === undefined) throw new VaultKeyMissing(`缺少主密钥 ${id} / there is no vault key ${id}`);
    return found.key;
  }
}

export function keyEncryptionKey(key: Buffer): KeyEncryptionKey {
  return { key, id: createHmac('sha256', key).update('youan vault key').digest('hex').slice(0, 16) };
}

/** One key a line, base64 of 32 bytes; the first line is the current one. Throws what `readFile` throws. */
export async function readKeyRing(file: string): Promise<KeyRing> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const keys = lines.map((line) => Buffer.from(line.trim(), 'base64'));
  if (keys.some((key) => key.length !== KEY_BYTES))
    throw new VaultKeyMissing(`${file}: 每行应为 32 字节的 base64 / every line must be 32 bytes in base64`);
  return new KeyRing(keys.map(keyEncryptionKey));
}

/** Makes a key file for its owner's eyes only; one that stands already is left alone. */
export async function makeKeyFile(file: string): Promise<void> {
  const started = await open(file, 'wx', 0o600).catch(unlessItIsThere);
  await started?.writeFile(newLine()).then(() => started.sync());
  await started?.close();
}

/**
 * Puts a new current key before the others. Afterwards: restart every process, then rewrap, then drop the
 * old ones.
 */
export const addKey = (file: string) => rewrite(file, (text) => newLine() + text);

/** Leaves only the current key. Only after everything was rewrapped. */
export const dropOldKeys = (file: string) => rewrite(file, (text) => `${text.split('\n')[0]}\n`);

const newLine = () => `${randomBytes(KEY_BYTES).toString('base64')}\n`;

/**
 * The old file stands until the new one is on the disk: a half-written key file would cost every name in the
 * log.
 */
async function rewrite(file: string, change: (text: string) => string) {
  const beside = `${file}.new`;
  await rm(beside, { force: true });
  const handle = await open(beside, 'wx', 0o600);
  await handle.writeFile(change(await readFile(file, 'utf8')));
  await handle.sync();
  await handle.close();
  await rename(beside, file);
}

function unlessItIsThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EEXIST') throw error;
}
