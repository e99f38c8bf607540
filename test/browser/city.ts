import 'reflect-metadata';
import { addDays, shanghaiDay } from '#rulebook';
import { cityOf, loadCity } from '#simulation';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { policiesOver } from '../../src/platform/policies.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

const wish = { seed: 'linyi', until: addDays(shanghaiDay(new Date().toISOString()), -1) };
export const { storylines } = cityOf(wish);

/** The platform with its demonstration city and the built console. */
export async function runningCity(): Promise<RunningPlatform> {
  if (!existsSync(join(import.meta.dirname, '../../dist/console/index.html')))
    throw new Error('the console is not built: npm run console:build');
  const running = await runningPlatform({}, (platform, databaseUrl) =>
    loadCity({ pool: platform.pool, scribe: platform.scribe, databaseUrl, policies: policiesOver }, wish),
  );
  try {
    const head = await running.platform.store.head();
    for (const name of ['timeline', 'facility_card', 'hazard', 'record', 'tenure'])
      await running.platform.readModels.waitFor(name, head, 60_000);
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}
