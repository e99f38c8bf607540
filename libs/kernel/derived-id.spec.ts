import { hash } from 'node:crypto';
import { derivedId } from './derived-id.js';

const UUID_V8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** RFC 9562 §5.8, said by slices of the digest. */
const bySlices = (parts: readonly string[]) => {
  const hex = hash('sha256', parts.join('\0'), 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

test('the ids that history holds already', () => {
  expect(derivedId('intake', 'urn:lxc:fire', 'r-1')).toBe('a42cb8b8-5c3f-87f2-9e02-c38b86a814f4');
  expect(derivedId('command', 'c-1', '案件-1', '0')).toBe('8763ab26-87db-84e5-a343-bc20dc2c7c0e');
});

test('a UUID of version 8 for whatever identifies a thing, another for whatever else', () => {
  const parts = Array.from({ length: 500 }, (_, i) => ['intake', `来源-${i % 7}`, String(i)]);
  const ids = parts.map((some) => derivedId(...some));
  for (const id of ids) expect(id).toMatch(UUID_V8);
  expect(ids).toEqual(parts.map(bySlices));
  expect(new Set(ids).size).toBe(ids.length);
});
