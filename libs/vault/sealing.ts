import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';

const IV_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;
type Key = Buffer | KeyObject;

/** A key in the form the cipher takes without preparing it anew each time. */
export const prepared = (key: Buffer): KeyObject => createSecretKey(key);

/**
 * AES-256-GCM, as `iv ‖ tag ‖ ciphertext`. `about` is not hidden but cannot be exchanged: a value fits one
 * place only.
 */
export function seal(key: Key, clear: Buffer, about: string, iv: Buffer = randomBytes(IV_BYTES)): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(about));
  const hidden = cipher.update(clear);
  cipher.final();
  return Buffer.concat([iv, cipher.getAuthTag(), hidden]);
}

/** Throws when the key, the place or a single bit is another one. */
export function unseal(key: Key, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** Where a value belongs: bound to its ciphertext. */
export const placeOf = (eventId: string, field: string) => `${eventId}/${field}`;

/** Many initialisation vectors at the price of one. */
export function initialisationVectors(howMany: number): readonly Buffer[] {
  const bytes = randomBytes(IV_BYTES * howMany);
  return Array.from({ length: howMany }, (_, i) => bytes.subarray(i * IV_BYTES, (i + 1) * IV_BYTES));
}

/** What is said of one field of one event. */
export interface Said {
  readonly eventId: string;
  readonly field: string;
  readonly value: unknown;
}

/**
 * HMAC-SHA-256(r, JCS([field, value])) with r = HMAC-SHA-256(subject key, eventId ‖ 0 ‖ field). The same
 * said twice is the same; the same value in two events is not; and without the subject's key nothing can be
 * tried out.
 */
export function commit(subjectKey: KeyObject, { eventId, field, value }: Said): Buffer {
  const once = createHmac('sha256', subjectKey).update(`${eventId}\0${field}`).digest();
  return createHmac('sha256', once).update(canonical(field, value)).digest();
}

/**
 * RFC 8785 writes text as JSON.stringify does (§3.2.2.2), so the common case needs no walk through the
 * value.
 */
const canonical = (field: string, value: unknown): string =>
  typeof value === 'string' ? JSON.stringify([field, value]) : canonicalize([field, value])!;

const PREFIX = 'pd1:';
export const written = (commitment: Buffer) => PREFIX + commitment.toString('base64url');
export const readCommitment = (text: string) => Buffer.from(text.slice(PREFIX.length), 'base64url');

export interface Sealed {
  readonly commitments: readonly Buffer[];
  readonly ciphertexts: readonly Buffer[];
}

/** Each value under the key of its subject. */
export function sealAll(
  values: readonly (Said & { readonly subject: string })[],
  keys: ReadonlyMap<string, KeyObject>,
): Sealed {
  const ivs = initialisationVectors(values.length);
  const commitments = values.map((said) => commit(keys.get(said.subject)!, said));
  const ciphertexts = values.map(({ subject, eventId, field, value }, i) => {
    const clear = Buffer.from(JSON.stringify(value));
    return seal(keys.get(subject)!, clear, placeOf(eventId, field), ivs[i]!);
  });
  return { commitments, ciphertexts };
}
