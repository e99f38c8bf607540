import { choice, eventStoreDbAddress, setting, text } from './setting.js';

/** Which engine holds the log, and how EventStoreDB is spoken to. */
export const eventStoreSettings = {
  EVENT_STORE: setting({
    form: choice('postgres', 'eventstoredb'),
    fallback: 'postgres',
    zh: '事件存储引擎',
    en: 'Engine of the event store',
  }),
  EVENTSTOREDB_URL: setting({
    form: eventStoreDbAddress,
    fallback: '',
    shown: 'none; required with `EVENT_STORE=eventstoredb`',
    zh: 'EventStoreDB（KurrentDB）的连接串',
    en: 'Connection string of EventStoreDB (KurrentDB)',
  }),
  EVENTSTOREDB_USER: setting({
    form: text,
    fallback: '',
    shown: 'the one in EVENTSTOREDB_URL, if any',
    zh: '登录 EventStoreDB 的账号，不应是管理员',
    en: 'Account at EventStoreDB; not an administrator',
  }),
  EVENTSTOREDB_PASSWORD_FILE: setting({
    form: text,
    fallback: '',
    shown: 'none; required with `EVENTSTOREDB_USER`',
    zh: '存放该账号口令的文件',
    en: "File that holds that account's password",
  }),
  EVENTSTOREDB_CA_FILE: setting({
    form: text,
    fallback: '',
    shown: 'the authorities Node.js trusts',
    zh: '签发 EventStoreDB 证书的机构的证书文件',
    en: "Certificate of the authority that signed EventStoreDB's",
  }),
} as const;
