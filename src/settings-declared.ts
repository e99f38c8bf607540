import { address, choice, host, onOff, portNumber, setting, someOf, text, wholeNumber } from './setting.js';
import { eventStoreSettings } from './event-store-settings.js';
import { kafkaSettings } from './kafka-settings.js';

export const roles = ['api', 'intake', 'projector', 'timer', 'ledger', 'relay'] as const;
export type Role = (typeof roles)[number];

/**
 * Every environment variable the platform knows. README's table is printed from here (`npm run settings`).
 */
export const declared = {
  HOST: setting({
    form: host,
    fallback: '127.0.0.1',
    zh: '监听的地址；0.0.0.0 表示所有网卡',
    en: 'Address to listen on; 0.0.0.0 means every interface',
  }),
  PORT: setting({
    form: portNumber,
    fallback: 3000,
    zh: '监听的端口；0 表示任选空闲端口',
    en: 'Port to listen on; 0 takes a free one',
  }),
  DATA_DIR: setting({
    form: text,
    fallback: '',
    shown: '`data`; as root below a closed folder `/var/lib/youan/…`',
    zh: '数据目录：内置数据库、口令与密钥',
    en: 'Data folder: the embedded database, its password and the keys',
  }),
  DATABASE_URL: setting({
    form: address('postgres', 'postgresql'),
    fallback: '',
    shown: 'embedded PostgreSQL',
    zh: '外部 PostgreSQL，代替内置的',
    en: 'An external PostgreSQL instead of the embedded one',
  }),
  DATABASE_PASSWORD_FILE: setting({
    form: text,
    fallback: '',
    shown: 'the one in DATABASE_URL, if any',
    zh: '存放该数据库口令的文件',
    en: "File that holds that database's password",
  }),
  EMBEDDED_DATABASE_PORT: setting({
    form: portNumber,
    fallback: 0,
    zh: '内置 PostgreSQL 的端口；0 表示任选空闲端口',
    en: 'Port of the embedded PostgreSQL; 0 takes a free one',
  }),
  ...eventStoreSettings,
  ...kafkaSettings,
  ROLES: setting({
    form: someOf(...roles),
    fallback: roles,
    shown: 'all',
    zh: '本进程承担的角色',
    en: 'Parts this process plays',
  }),
  NODE_ENV: setting({
    form: choice('development', 'test', 'production'),
    fallback: 'development',
    zh: 'production 时没有演示账号，必须设置 ISSUER_URL',
    en: 'With production there are no demo accounts and ISSUER_URL is required',
  }),
  ISSUER_URL: setting({
    form: address('https', 'http'),
    fallback: '',
    shown: 'built-in demo issuer',
    zh: '签发登录令牌的机构（OIDC）',
    en: 'Issuer of bearer tokens (OIDC)',
  }),
  ISSUER_AUDIENCE: setting({
    form: text,
    fallback: 'youan',
    zh: '令牌的受众',
    en: 'Audience a token must name',
  }),
  ISSUER_CLIENT_ID: setting({
    form: text,
    fallback: 'youan-console',
    zh: '控制台在签发机构登记的客户端名（公开客户端，授权码 + PKCE）',
    en: "The console's client at the issuer (public, authorization code with PKCE)",
  }),
  ISSUER_JWKS_URL: setting({
    form: address('https', 'http'),
    fallback: '',
    shown: 'found through ISSUER_URL',
    zh: '签发机构公钥的网址',
    en: "Address of the issuer's public keys",
  }),
  DEMO_CITY: setting({
    form: onOff,
    fallback: true,
    shown: '`on` (never with NODE_ENV=production)',
    zh: '首次启动时载入演示城市',
    en: 'Load the demonstration city on the first start',
  }),
  VAULT_KEY_FILE: setting({
    form: text,
    fallback: '',
    shown: '`vault.key` in the data folder',
    zh: '保护个人信息的主密钥文件',
    en: 'File with the master key that protects personal data',
  }),
  RATE_LIMIT: setting({
    form: wholeNumber,
    fallback: 12_000,
    zh: '每个来源地址每分钟的请求数；0 表示不限',
    en: 'Requests a minute from one address; 0 means no limit',
  }),
  LOG_LEVEL: setting({
    form: choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    fallback: 'warn',
    zh: '日志级别（JSON，写到标准错误）',
    en: 'Level of the log (JSON lines on standard error)',
  }),
} as const;

export type SettingName = keyof typeof declared;
export const settingNames = Object.keys(declared) as readonly SettingName[];
