import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../../src/api/server.js';
import { openLog } from '../../src/log.js';
import { engineOf } from '../../src/platform/engine.js';
import { Platform } from '../../src/platform/platform.js';
import { readSettings, type Environment } from '../../src/settings.js';
import { freshDatabase } from './fresh-database.js';

/** The whole program but for its launcher, on a port and a database of its own. */
export interface RunningPlatform {
  readonly url: string;
  readonly platform: Platform;
  /** Signs in as a demo account over HTTP, as the console does. */
  tokenFor(account: string): Promise<string>;
  stop(): Promise<void>;
}

const project = join(import.meta.dirname, '..', '..');

/** `before` writes the log's first events, while nothing reads it yet. */
export async function runningPlatform(
  environment: Environment = {},
  before?: (platform: Platform, databaseUrl: string) => Promise<unknown>,
): Promise<RunningPlatform> {
  const settings = readSettings({ RATE_LIMIT: '0', LOG_LEVEL: 'error', ...environment });
  const log = openLog(settings.get('LOG_LEVEL'));
  const dataFolder = mkdtempSync(join(tmpdir(), 'youan-story-'));
  const database = await freshDatabase();
  const vaultKeyFile = join(dataFolder, 'vault.key');
  const openStore = engineOf(settings, database.url);
  const platform = await Platform.open({ databaseUrl: database.url, vaultKeyFile, openStore, log });
  await before?.(platform, database.url);
  await platform.runner.start();
  const app = await createServer({ settings, platform, log, project, dataFolder });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    platform,
    tokenFor: (account) => signIn(url, account),
    stop: async () => {
      await app.close();
      await platform.close();
      await database.drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function signIn(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`no demo account ${account}`);
  return token;
}
