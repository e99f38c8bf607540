import { join } from 'node:path';
import { openDataFolder } from './embedded/data-folder.js';
import { databaseUser } from './embedded/database-user.js';
import { EmbeddedDatabase } from './embedded/embedded-database.js';
import { InstanceLock } from './embedded/instance-lock.js';
import { databaseAnswers, databaseUrlOf } from './external-database.js';
import type { Settings } from './settings.js';

/** Where the program's data lies and how its database is reached; `leave` gives everything back. */
export interface Place {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** The data could not lie in the project, whose folder is closed to the database's account. */
  readonly elsewhere: boolean;
  readonly embedded: boolean;
  /** A server left over by a killed program was stopped first. */
  readonly tookOver: boolean;
  /** Lets others know where this program answers. */
  tell(url: string): void;
  onCrash(tell: (how: string) => void): void;
  leave(): Promise<void>;
}

/** Throws `StartRefused` when another program is there. */
export function takePlace(settings: Settings, project: string): Promise<Place> {
  const databaseUrl = databaseUrlOf(settings);
  return databaseUrl === ''
    ? embeddedPlace(settings, project)
    : externalPlace(databaseUrl, settings, project);
}

/** Several programs may share an external database, so nothing is locked. */
async function externalPlace(databaseUrl: string, settings: Settings, project: string): Promise<Place> {
  await databaseAnswers(databaseUrl);
  const { path, elsewhere } = openDataFolder(settings.get('DATA_DIR'), project, undefined);
  return {
    databaseUrl,
    dataFolder: path,
    elsewhere,
    embedded: false,
    tookOver: false,
    tell: () => undefined,
    onCrash: () => undefined,
    leave: () => Promise.resolve(),
  };
}

async function embeddedPlace(settings: Settings, project: string): Promise<Place> {
  const user = databaseUser();
  const { path, elsewhere } = openDataFolder(settings.get('DATA_DIR'), project, user);
  const lock = InstanceLock.take(path, `http://${settings.get('HOST')}:${settings.get('PORT')}`);
  try {
    const port = settings.get('EMBEDDED_DATABASE_PORT');
    const database = await EmbeddedDatabase.start({ dataFolder: path, user, port });
    return {
      databaseUrl: database.url,
      dataFolder: path,
      elsewhere,
      embedded: true,
      tookOver: database.tookOver,
      tell: (url) => lock.tell(url),
      onCrash: (tell) => database.onCrash(tell),
      leave: async () => {
        await database.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export const vaultKeyFile = (settings: Settings, { dataFolder }: Place): string =>
  settings.get('VAULT_KEY_FILE') || join(dataFolder, 'vault.key');
