import { readFileSync } from 'node:fs';
import { StartRefused } from './embedded/start-refused.js';
import type { Settings } from './settings.js';

type Name = 'DATABASE_PASSWORD_FILE' | 'EVENTSTOREDB_PASSWORD_FILE' | 'KAFKA_CA_FILE' | 'KAFKA_PASSWORD_FILE';

/** The text of the file that a setting names. Throws {@link StartRefused} when it cannot be read. */
export function textIn(settings: Settings, name: Name): string {
  const file = settings.get(name);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartRefused(`无法读取 ${name}=${file}`, `The file ${name}=${file} cannot be read`);
  }
}

export const passwordIn = (settings: Settings, name: Name) => textIn(settings, name).trim();
