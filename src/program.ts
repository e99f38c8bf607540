import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { createServer } from './api/server.js';
import { tellDemoCity } from './demo-city.js';
import { takePlace, vaultKeyFile, type Place } from './place.js';
import { Platform } from './platform/platform.js';
import { engineOf } from './platform/engine.js';
import { portIsFree } from './port-free.js';
import type { Role } from './settings-declared.js';
import type { Settings } from './settings.js';

export interface ProgramParts {
  readonly settings: Settings;
  readonly log: Logger;
  /** The checkout. */
  readonly project: string;
  /** Tells a waiting person what takes long. */
  readonly say: (sentence: string) => void;
  /** Told once when the database ends by itself: nothing can be served any more. */
  readonly onCrash: (how: string) => void;
}

/** Everything `npm start` runs, from the database's files to the open port. */
export class Program {
  private constructor(
    readonly url: string,
    readonly place: Place,
    private readonly platform: Platform,
    private readonly app: NestFastifyApplication,
  ) {}

  static async start({ settings, log, project, say, onCrash }: ProgramParts): Promise<Program> {
    const [host, port] = [settings.get('HOST'), settings.get('PORT')];
    await portIsFree(host, port);
    const place = await takePlace(settings, project);
    place.onCrash(onCrash);
    try {
      const { databaseUrl, dataFolder } = place;
      const keyFile = vaultKeyFile(settings, place);
      const openStore = engineOf(settings, databaseUrl);
      const platform = await Platform.open({ databaseUrl, vaultKeyFile: keyFile, openStore, log });
      try {
        await tellDemoCity(platform, { settings, log, databaseUrl, openStore, say });
        await readModels(platform, settings.get('ROLES'));
        const app = await createServer({ settings, platform, log, project, dataFolder });
        await app.listen(port, host);
        const url = reachable(await app.getUrl());
        place.tell(url);
        return new Program(url, place, platform, app);
      } catch (error) {
        await platform.close();
        throw error;
      }
    } catch (error) {
      await place.leave();
      throw error;
    }
  }

  /** Answers what was begun, writes what was read, then stops the database. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.platform.close();
    await this.place.leave();
  }
}

/** A projector makes them; whoever shows them needs their tables, even before the first projector comes. */
async function readModels({ runner }: Platform, roles: readonly Role[]): Promise<void> {
  if (roles.includes('projector')) await runner.start();
  else if (roles.includes('api')) await runner.enrol();
}

/** Nest names every interface `[::1]` or `0.0.0.0`; a person's browser wants an address that works here. */
const reachable = (url: string) => url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
