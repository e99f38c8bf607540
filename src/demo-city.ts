import { shanghaiDay } from '#rulebook';
import { CityMisspoke, loadCity } from '#simulation';
import type { Logger } from 'pino';
import type { OpenStore } from './platform/engine.js';
import type { Platform } from './platform/platform.js';
import { policiesOver } from './platform/policies.js';
import type { Settings } from './settings.js';

/** The demonstration city everybody sees: one seed, ending on the day of the first start. */
const SEED = 'linyi';

export interface CityTelling {
  readonly settings: Settings;
  readonly log: Logger;
  readonly databaseUrl: string;
  readonly openStore: OpenStore;
  readonly say: (sentence: string) => void;
}

/**
 * On the first start only, before anything reads the log: an invented city is told through the platform's
 * own doors.
 */
export async function tellDemoCity(
  platform: Platform,
  { settings, log, databaseUrl, openStore, say }: CityTelling,
): Promise<void> {
  if (!settings.get('DEMO_CITY') || settings.get('NODE_ENV') === 'production') return;
  const { pool, scribe } = platform;
  if ((await platform.store.head()) === 0n)
    say('· 正在载入演示城市（仅首次启动）… / Telling the demonstration city (first start only) …');
  const until = shanghaiDay(new Date().toISOString());
  const ground = { databaseUrl, openStore, pool, scribe, policies: policiesOver };
  try {
    const told = await loadCity(ground, { seed: SEED, until });
    if (told.outcome !== 'stood-already') log.info(told, 'the demonstration city');
  } catch (error) {
    // A flaw of the invented city must not keep real work from starting; what was told stays.
    if (!(error instanceof CityMisspoke)) throw error;
    log.error({ message: error.message }, 'the demonstration city is incomplete');
  }
}
