import { hash } from 'node:crypto';

/**
 * A UUIDv8 made of what identifies a thing elsewhere: the same parts give the same id on every machine, for
 * ever.
 */
export function derivedId(...parts: readonly string[]): string {
  const hex = hash('sha256', parts.join('\0'), 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
