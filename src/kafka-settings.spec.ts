import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefused } from './embedded/start-refused.js';
import { kafkaRooms } from './platform/kafka.js';
import { readSettings, WrongSettings, type Environment } from './settings.js';

const rooms = (environment: Environment) =>
  kafkaRooms(readSettings(environment)).map(({ module }) => module.name);
const BROKERS = { KAFKA_BROKERS: 'kafka-1:9092, [::1]:9093' };

test('without brokers nothing of Kafka starts', () => expect(rooms({ ROLES: 'intake,relay' })).toEqual([]));

test('intake reads, relay writes, and nobody else speaks to the brokers', () => {
  expect(rooms({ ...BROKERS, ROLES: 'intake' })).toEqual(['KafkaDoorModule']);
  expect(rooms({ ...BROKERS, ROLES: 'relay' })).toEqual(['RelayModule']);
  expect(rooms({ ...BROKERS, ROLES: 'api,projector' })).toEqual([]);
});

describe('a setting that cannot be followed stops the start:', () => {
  test.each<[string, Environment]>([
    ['brokers without ports', { KAFKA_BROKERS: 'kafka-1' }],
    ['a prefix with a space', { KAFKA_TOPICS: 'lxc facts' }],
    ['no partitions', { KAFKA_PARTITIONS: '0' }],
    ['signing in without an account', { KAFKA_SASL: 'plain', KAFKA_PASSWORD_FILE: '/x' }],
    ['signing in without a password', { KAFKA_SASL: 'scram-sha-512', KAFKA_USER: 'youan' }],
    ['a certificate for plain text', { KAFKA_CA_FILE: '/x' }],
  ])('%s', (_, environment) => expect(() => readSettings(environment)).toThrow(WrongSettings));

  test.each<[string, Environment]>([
    ['a department that sends nothing', { KAFKA_DEPARTMENTS: 'FIRE,DISC' }],
    [
      'a password file that is not there',
      { KAFKA_SASL: 'plain', KAFKA_USER: 'u', KAFKA_PASSWORD_FILE: '/no/such' },
    ],
    ['a certificate that is not there', { KAFKA_TLS: 'on', KAFKA_CA_FILE: '/no/such' }],
  ])('%s', (_, environment) => expect(() => rooms({ ...BROKERS, ...environment })).toThrow(StartRefused));
});

test('the password comes from its file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youan-kafka-password-'));
  const file = join(folder, 'password');
  writeFileSync(file, 'secret\n');
  const asked = { ...BROKERS, KAFKA_SASL: 'scram-sha-256', KAFKA_USER: 'youan', KAFKA_PASSWORD_FILE: file };
  expect(rooms({ ...asked, ROLES: 'intake' })).toEqual(['KafkaDoorModule']);
  rmSync(folder, { recursive: true });
});
