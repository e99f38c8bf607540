import { makeSecretFile, replaceSecretFile } from '#kernel';
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
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

/** Makes a key file with one new key; one that stands already is left alone. */
export const makeKeyFile = (file: string) => makeSecretFile(file, newLine());

/**
 * Puts a new current key before the others. Afterwards: restart every process, then rewrap, then drop the
 * old ones.
 */
export const addKey = (file: string) => rewrite(file, (text) => newLine() + text);

/** Leaves only the current key. Only after everything was rewrapped. */
export const dropOldKeys = (file: string) => rewrite(file, (text) => `${text.split('\n')[0]}\n`);

const newLine = () => `${randomBytes(KEY_BYTES).toString('base64')}\n`;

const rewrite = async (file: string, change: (text: string) => string) =>
  replaceSecretFile(file, change(await readFile(file, 'utf8')));
