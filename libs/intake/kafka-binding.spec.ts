import { contractBook } from '#contracts';
import { readAll } from './checks.js';
import { recordIn, type KafkaMessage } from './kafka-binding.js';
import { fire, hazard } from './intake-ground.specification.js';

const from = { topic: 'lxc.ingress.fire.v1', partition: 3 };
const { data, ...envelope } = hazard('k-1');
const buffers = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
const ce = Object.fromEntries(Object.entries(envelope).map(([name, text]) => [`ce_${name}`, String(text)]));
const binary = (change: Partial<KafkaMessage> = {}): KafkaMessage => ({
  key: Buffer.from('F-k-1'),
  value: Buffer.from(JSON.stringify(data)),
  offset: '42',
  headers: buffers({ ...ce, 'content-type': 'application/json' }),
  ...change,
});
const judged = (message: KafkaMessage) => readAll([recordIn(message, from)], contractBook, fire)[0]!;
const codeOf = (message: KafkaMessage) => {
  const one = judged(message);
  return 'rejection' in one ? one.rejection.refusal.code : 'read';
};

test('binary mode: attributes from ce_ headers in UTF-8, the value is the data', () => {
  expect(judged(binary())).toMatchObject({ envelope: { id: 'k-1', source: 'urn:lxc:fire', data } });
  expect(recordIn(binary(), from).place).toBe('lxc.ingress.fire.v1/3@42');
});

test('header values are not percent-decoded, as they are over HTTP', () => {
  const headers = buffers({ ...ce, ce_id: '编号%20', 'content-type': 'application/json' });
  expect(judged(binary({ headers }))).toMatchObject({ envelope: { id: '编号%20' } });
});

test('structured mode: whenever the content type begins with application/cloudevents, in any case of letters', () => {
  const structured = binary({
    value: Buffer.from(JSON.stringify(hazard('k-1'))),
    headers: buffers({
      ...ce,
      ce_id: 'not this one',
      'Content-Type': 'Application/CloudEvents+JSON; charset=utf-8',
    }),
  });
  expect(judged(structured)).toMatchObject({ envelope: { id: 'k-1' } });
});

describe('what is no record of ours is turned away with its reason:', () => {
  test.each<[string, Partial<KafkaMessage>, string]>([
    ['an empty value, in a log that forgets', { value: null }, 'intake/tombstone'],
    ['no bytes at all', { value: Buffer.alloc(0) }, 'intake/empty-record'],
    [
      'a batch',
      { headers: buffers({ 'content-type': 'application/cloudevents-batch+json' }) },
      'intake/not-one-event',
    ],
    [
      'another format',
      { headers: buffers({ 'content-type': 'application/cloudevents+avro' }) },
      'intake/not-one-event',
    ],
    ['no headers', { headers: {} }, 'intake/envelope-malformed'],
    [
      'a repeated header',
      { headers: { ...binary().headers, ce_id: [Buffer.from('a'), Buffer.from('b')] } },
      'intake/header-malformed',
    ],
    [
      'the same header in other letters',
      { headers: { ...binary().headers, CE_ID: Buffer.from('b') } },
      'intake/header-malformed',
    ],
    [
      'a header that is no text',
      { headers: { ...binary().headers, ce_id: Buffer.from([0xff]) } },
      'intake/header-malformed',
    ],
    ['a header with NUL', { headers: { ...binary().headers, ce_x: 'a\0b' } }, 'intake/header-malformed'],
    ['broken JSON', { value: Buffer.from('{') }, 'intake/not-json'],
  ])('%s', (_, change, code) => expect(codeOf(binary(change))).toBe(code));

  test('and what could be read of it stands beside', () =>
    expect(recordIn(binary({ value: null }), from)).toMatchObject({
      attributes: { id: 'k-1' },
      unreadable: { source: 'urn:lxc:fire', sourceId: 'k-1', type: 'HazardFound', region: '371302' },
    }));

  test('headers that mean nothing to us do no harm', () =>
    expect(codeOf(binary({ headers: { ...binary().headers, trace: [Buffer.from([0xff])] } }))).toBe('read'));
});
