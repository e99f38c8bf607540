import { choice, onOff, setting, text, wholeNumber, type Form } from './setting.js';

const brokerList: Form<readonly string[]> = {
  read: (given) => {
    const brokers = given.split(',').map((broker) => broker.trim());
    return brokers.every((broker) => /^(\[[0-9a-f:]+\]|[A-Za-z0-9._-]+):\d{1,5}$/i.test(broker))
      ? brokers
      : undefined;
  },
  zh: '以逗号分隔的 主机:端口',
  en: 'comma-separated host:port',
};
const codes: Form<readonly string[]> = {
  read: (given) => {
    const named = given.split(',').map((code) => code.trim());
    return named.every((code) => /^[A-Z]{2,8}$/.test(code)) ? named : undefined;
  },
  zh: '以逗号分隔的部门代码',
  en: 'comma-separated department codes',
};
const topicPrefix: Form<string> = {
  read: (given) => (/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(given) ? given : undefined),
  zh: '字母、数字、点、横线',
  en: 'letters, digits, dots, hyphens',
};

/** How Kafka is spoken to. Without brokers nothing of it starts. */
export const kafkaSettings = {
  KAFKA_BROKERS: setting<readonly string[]>({
    form: brokerList,
    fallback: [],
    shown: 'none: no Kafka',
    zh: 'Kafka 服务器；角色 intake 从主题接收，relay 向主题发布',
    en: 'Kafka brokers; the role intake reads topics, relay writes them',
  }),
  KAFKA_TOPICS: setting({
    form: topicPrefix,
    fallback: 'lxc',
    zh: '主题名的开头：`<…>.ingress.<部门>.v1`、`<…>.facts.<协议>`',
    en: 'Beginning of topic names: `<…>.ingress.<department>.v1`, `<…>.facts.<agreement>`',
  }),
  KAFKA_DEPARTMENTS: setting<readonly string[]>({
    form: codes,
    fallback: [],
    shown: 'all that send facts',
    zh: '从哪些部门的主题接收',
    en: 'Departments whose topics are read',
  }),
  KAFKA_PARTITIONS: setting({
    form: wholeNumber,
    fallback: 12,
    zh: '新建主题的分区数；建成后不得更改，否则同一机构的顺序会乱',
    en: 'Partitions of topics that are made; never changed later, or the order of a facility is lost',
  }),
  KAFKA_PARKING: setting({
    form: onOff,
    fallback: true,
    zh: 'on：同一机构中排在被退回消息之后的消息等它处理完再登记',
    en: 'on: what follows a rejected message of the same facility waits until that is settled',
  }),
  KAFKA_TLS: setting({
    form: onOff,
    fallback: false,
    zh: '用 TLS 连接 Kafka',
    en: 'Speak to Kafka over TLS',
  }),
  KAFKA_CA_FILE: setting({
    form: text,
    fallback: '',
    shown: 'the authorities Node.js trusts',
    zh: '签发 Kafka 证书的机构的证书文件',
    en: "Certificate of the authority that signed Kafka's",
  }),
  KAFKA_SASL: setting({
    form: choice('off', 'plain', 'scram-sha-256', 'scram-sha-512'),
    fallback: 'off',
    zh: '登录 Kafka 的方式',
    en: 'How to sign in to Kafka',
  }),
  KAFKA_USER: setting({
    form: text,
    fallback: '',
    shown: 'none; required with `KAFKA_SASL`',
    zh: '登录 Kafka 的账号',
    en: 'Account at Kafka',
  }),
  KAFKA_PASSWORD_FILE: setting({
    form: text,
    fallback: '',
    shown: 'none; required with `KAFKA_SASL`',
    zh: '存放该账号口令的文件',
    en: "File that holds that account's password",
  }),
} as const;

interface Given {
  readonly KAFKA_SASL?: unknown;
  readonly KAFKA_USER?: unknown;
  readonly KAFKA_PASSWORD_FILE?: unknown;
  readonly KAFKA_CA_FILE?: unknown;
  readonly KAFKA_TLS?: unknown;
  readonly KAFKA_PARTITIONS?: unknown;
}

/** What does not fit together. */
export function kafkaFaults(given: Given): string[] {
  const faults: string[] = [];
  const asked = given.KAFKA_SASL !== undefined && given.KAFKA_SASL !== 'off';
  for (const name of ['KAFKA_USER', 'KAFKA_PASSWORD_FILE'] as const)
    if (asked && given[name] === '')
      faults.push(`设置了 KAFKA_SASL，还须设置 ${name} / KAFKA_SASL needs ${name}`);
  if (given.KAFKA_CA_FILE !== '' && given.KAFKA_TLS === false)
    faults.push('设置了 KAFKA_CA_FILE，还须设置 KAFKA_TLS=on / KAFKA_CA_FILE needs KAFKA_TLS=on');
  if (given.KAFKA_PARTITIONS === 0)
    faults.push('KAFKA_PARTITIONS 至少为 1 / KAFKA_PARTITIONS must be at least 1');
  return faults;
}
