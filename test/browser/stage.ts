import type { Browser } from 'playwright-core';
import type { RunningPlatform } from '../support/running-platform.js';
import { startBrowser } from './browser.js';
import { runningCity } from './city.js';
import { Reader, type Outfit } from './reader.js';

/** One platform with its city and one browser for all stories of the console. */
export class Stage {
  private readonly readers: Reader[] = [];

  private constructor(
    readonly city: RunningPlatform,
    private readonly browser: Browser,
  ) {}

  static async set(): Promise<Stage> {
    // One after the other: unpacking the browser holds this process up, and the city's connections would time out.
    const browser = await startBrowser();
    return new Stage(await runningCity(), browser);
  }

  /** Somebody at the console, signed in unless `account` is null. */
  async reader(account: string | null, outfit: Outfit = {}): Promise<Reader> {
    const reader = await Reader.at(this.browser, this.city.url, outfit);
    this.readers.push(reader);
    if (account !== null) await reader.signInAs(account);
    return reader;
  }

  async clear(): Promise<void> {
    await Promise.all(this.readers.splice(0).map((reader) => reader.leave()));
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.city.stop();
  }
}

export type OnStage = () => Stage;
