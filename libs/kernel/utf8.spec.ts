import { utf8Text } from './utf8.js';

const LONG = '安全出口上锁。'.repeat(40);

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a short text', Buffer.from('检查')],
  ['a long text', Buffer.from(`{"finding":"${LONG}"}`)],
  ['characters beyond the first plane', Buffer.from(`${LONG}𠮷👶${LONG}`)],
  ['a byte order mark', Buffer.from(`\ufeff${LONG}`)],
  ['a NUL', Buffer.from(`${LONG}\0${LONG}`)],
  ['plain letters', Buffer.from('x'.repeat(1_000))],
  ['half a character', Buffer.from(LONG).subarray(0, -1)],
  ['bytes that are no UTF-8', Buffer.from([...Buffer.from(LONG), 0xff, 0xfe])],
  ['a slice of a larger buffer', Buffer.from(`前${LONG}后`).subarray(3, -3)],
])('%s is read as Node reads it', (_, bytes) => expect(utf8Text(bytes)).toBe(bytes.toString('utf8')));
