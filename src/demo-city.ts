import { shanghaiDay } from '#rulebook';
import { loadCity } from '#simulation';
import type { Logger } from 'pino';
import type { Platform } from './platform/platform.js';
import { policiesOver } from './platform/policies.js';
import type { Settings } from './settings.js';

/** The demonstration city everybody sees: one seed, ending on the day of the first start. */
const SEED = 'linyi';

/** On the first start only, before anything reads the log: an invented city is told through the platform's own doors. */
export async function tellDemoCity(
  platform: Platform,
  { settings, log, databaseUrl }: { settings: Settings; log: Logger; databaseUrl: string },
): Promise<void> {
  if (!settings.get('DEMO_CITY') || settings.get('NODE_ENV') === 'production') return;
  const { pool, scribe } = platform;
  const until = shanghaiDay(new Date().toISOString());
  const ground = { databaseUrl, pool, scribe, policies: policiesOver };
  const told = await loadCity(ground, { seed: SEED, until });
  if (told.outcome !== 'stood-already') log.info(told, 'the demonstration city');
}
