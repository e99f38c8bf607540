/** What a setting accepts: its reader answers `undefined` for text it does not understand. */
export interface Form<T> {
  readonly read: (text: string) => T | undefined;
  readonly zh: string;
  readonly en: string;
}

/** One environment variable of ours. An empty value counts as not set. */
export interface Setting<T> {
  readonly form: Form<T>;
  readonly fallback: T;
  /** The default as README shows it, where the value alone would not tell. */
  readonly shown?: string;
  readonly zh: string;
  readonly en: string;
}

/** Keeps the type of the value with the declaration. */
export const setting = <T>(declared: Setting<T>) => declared;

const join = (words: readonly string[]) => words.join(' | ');

export const text: Form<string> = { read: (given) => given, zh: '文字', en: 'text' };

export const portNumber: Form<number> = {
  read: (given) => (/^\d{1,5}$/.test(given) && Number(given) <= 65_535 ? Number(given) : undefined),
  zh: '0–65535 的端口',
  en: 'a port, 0–65535',
};

export const wholeNumber: Form<number> = {
  read: (given) => (/^\d{1,9}$/.test(given) ? Number(given) : undefined),
  zh: '非负整数',
  en: 'a whole number',
};

export const onOff: Form<boolean> = {
  read: (given) => ({ on: true, off: false })[given],
  zh: 'on 或 off',
  en: 'on | off',
};

export const choice = <const T extends string>(...values: readonly T[]): Form<T> => ({
  read: (given) => values.find((value) => value === given),
  zh: join(values),
  en: join(values),
});

export const someOf = <const T extends string>(...values: readonly T[]): Form<readonly T[]> => ({
  read: (given) => {
    const named = given.split(',').map((name) => name.trim());
    const known = values.filter((value) => named.includes(value));
    return known.length === new Set(named).size ? known : undefined;
  },
  zh: `以逗号分隔：${join(values)}`,
  en: `comma-separated: ${join(values)}`,
});

export const address = (...schemes: readonly string[]): Form<string> => ({
  read: (given) =>
    URL.canParse(given) && schemes.includes(new URL(given).protocol.slice(0, -1)) ? given : undefined,
  zh: `网址 ${schemes.map((scheme) => `${scheme}://…`).join(' 或 ')}`,
  en: `an address ${schemes.map((scheme) => `${scheme}://…`).join(' or ')}`,
});

/** An address of EventStoreDB: one node, several, or a name to find them under. */
export const eventStoreDbAddress: Form<string> = {
  read: (given) => (/^esdb(\+discover)?:\/\/[^\s/?]+/.test(given) ? given : undefined),
  zh: 'esdb://主机:端口[,主机:端口…]?tls=… 或 esdb+discover://…',
  en: 'esdb://host:port[,host:port…]?tls=… or esdb+discover://…',
};

/** A host name or an address, without a port. */
export const host: Form<string> = {
  read: (given) => (/^[A-Za-z0-9.:_-]{1,253}$/.test(given) ? given : undefined),
  zh: '主机名或地址',
  en: 'a host name or address',
};
