import { kafkaFaults } from './kafka-settings.js';
import type { Setting } from './setting.js';
import { declared, settingNames, type SettingName } from './settings-declared.js';
import { misspelt } from './settings-names.js';

export type Values = {
  readonly [Name in SettingName]: (typeof declared)[Name] extends Setting<infer T> ? T : never;
};
/** What this process was told, and the token under which Nest hands it out. */
export class Settings {
  constructor(private readonly values: Values) {}

  get<Name extends SettingName>(name: Name): Values[Name] {
    return this.values[name];
  }
}

/** Whoever starts the program wrote something we cannot follow. Each line says what and how to mend it. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads our settings; throws {@link WrongSettings} with every fault at once. */
export function readSettings(environment: Environment): Settings {
  const faults = misspelt(environment, settingNames);
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    const { form, fallback } = declared[name] as Setting<unknown>;
    const given = environment[name]?.trim() ?? '';
    values[name] = given === '' ? fallback : form.read(given);
    if (values[name] === undefined)
      faults.push(`${name}=${secretless(name, given)}：应为${form.zh} / ${name} must be ${form.en}`);
  }
  if (values.NODE_ENV === 'production' && values.ISSUER_URL === '')
    faults.push(
      'NODE_ENV=production 时必须设置 ISSUER_URL：演示账号不得用于生产 / ' +
        'NODE_ENV=production needs ISSUER_URL: demo accounts are not for production',
    );
  if (values.DATABASE_PASSWORD_FILE !== '' && values.DATABASE_URL === '')
    faults.push(
      '设置了 DATABASE_PASSWORD_FILE，还须设置 DATABASE_URL / DATABASE_PASSWORD_FILE needs DATABASE_URL',
    );
  if (values.EVENT_STORE === 'eventstoredb' && values.EVENTSTOREDB_URL === '')
    faults.push(
      'EVENT_STORE=eventstoredb 时必须设置 EVENTSTOREDB_URL / EVENT_STORE=eventstoredb needs EVENTSTOREDB_URL',
    );
  if (values.EVENTSTOREDB_USER !== '' && values.EVENTSTOREDB_PASSWORD_FILE === '')
    faults.push(
      '设置了 EVENTSTOREDB_USER，还须设置 EVENTSTOREDB_PASSWORD_FILE / ' +
        'EVENTSTOREDB_USER needs EVENTSTOREDB_PASSWORD_FILE',
    );
  faults.push(...kafkaFaults(values));
  if (faults.length > 0) throw new WrongSettings(faults);
  return new Settings(values as Values);
}

/** A database address may hold a password, which no screen and no log may repeat. */
const secret: readonly SettingName[] = ['DATABASE_URL', 'EVENTSTOREDB_URL'];
const secretless = (name: SettingName, given: string) => (secret.includes(name) ? '…' : given);
