import type { Department } from '#contracts';
import { ingressTopics, KafkaDoorModule, sendingDepartments } from '#intake';
import { KafkaLink, type LinkOptions } from '#kernel';
import { RelayModule } from '#relay';
import { Logger, type DynamicModule } from '@nestjs/common';
import type { SASLOptions } from 'kafkajs';
import { StartRefused } from '../embedded/start-refused.js';
import { passwordIn, textIn } from '../named-file.js';
import type { Settings } from '../settings.js';

/** What of this process speaks to Kafka, by its roles. Nothing while no brokers are named. */
export function kafkaRooms(settings: Settings): readonly DynamicModule[] {
  const roles = settings.get('ROLES');
  if (settings.get('KAFKA_BROKERS').length === 0) return [];
  const link = linkBy(settings);
  const prefix = settings.get('KAFKA_TOPICS');
  const topics = ingressTopics(prefix, departmentsIn(settings));
  const door = { topics, parking: settings.get('KAFKA_PARKING') };
  return [
    ...(roles.includes('intake') ? [KafkaDoorModule.over(link, door)] : []),
    ...(roles.includes('relay') ? [RelayModule.over(link, prefix)] : []),
  ];
}

function departmentsIn(settings: Settings): readonly Department[] {
  const given = settings.get('KAFKA_DEPARTMENTS');
  if (given.length === 0) return sendingDepartments;
  const known = sendingDepartments.filter((code) => given.includes(code));
  if (known.length === new Set(given).size) return known;
  throw new StartRefused(
    `KAFKA_DEPARTMENTS=${given.join()}：可用的部门代码是 ${sendingDepartments.join()}`,
    `KAFKA_DEPARTMENTS=${given.join()}: departments that send facts are ${sendingDepartments.join()}`,
  );
}

function linkBy(settings: Settings): KafkaLink {
  const log = new Logger('kafkajs');
  return new KafkaLink({
    brokers: settings.get('KAFKA_BROKERS'),
    partitions: settings.get('KAFKA_PARTITIONS'),
    ...(settings.get('KAFKA_TLS') ? { ssl: trusted(settings) } : {}),
    ...credentials(settings),
    // The client calls errors what it will try again; what matters is told by the rooms themselves.
    log: ({ namespace, log: { message } }) => log.debug(`${namespace}: ${message}`),
  });
}

const trusted = (settings: Settings) =>
  settings.get('KAFKA_CA_FILE') === '' ? true : { ca: [textIn(settings, 'KAFKA_CA_FILE')] };

function credentials(settings: Settings): Pick<LinkOptions, 'sasl'> {
  const mechanism = settings.get('KAFKA_SASL');
  if (mechanism === 'off') return {};
  const username = settings.get('KAFKA_USER');
  const password = passwordIn(settings, 'KAFKA_PASSWORD_FILE');
  return { sasl: { mechanism, username, password } as SASLOptions };
}
