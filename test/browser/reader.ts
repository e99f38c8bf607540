import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Me, SignedIn } from '../../src/console/api.js';
import { WIDE } from './browser.js';

export interface Outfit {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly language?: 'zh' | 'en';
  readonly mode?: 'light' | 'dark';
  /** Lets a test put a script of its own into the page. */
  readonly bypassCSP?: boolean;
}

/** Somebody in front of the console, with a browser of their own: what they see, and what their browser complained of. */
export class Reader {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly origin: string,
    private readonly context: BrowserContext,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async at(browser: Browser, origin: string, outfit: Outfit = {}): Promise<Reader> {
    const { viewport = WIDE, language = 'zh', mode = 'light', bypassCSP = false } = outfit;
    const context = await browser.newContext({
      viewport,
      bypassCSP,
      colorScheme: mode,
      timezoneId: 'America/New_York',
    });
    await context.addInitScript(
      `localStorage.getItem('youan.language') ?? localStorage.setItem('youan.language', '${language}')`,
    );
    return new Reader(await context.newPage(), origin, context);
  }

  async signInAs(account: string): Promise<void> {
    const ask = async <Answer>(path: string, init: RequestInit) =>
      (await fetch(`${this.origin}/api/v1${path}`, init)).json() as Promise<Answer>;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ account });
    const signedIn = await ask<SignedIn>('/demo/sign-in', { method: 'POST', headers, body });
    const { permissions } = await ask<Me>('/me', { headers: { authorization: `Bearer ${signedIn.token}` } });
    const session = JSON.stringify({ token: signedIn.token, caller: signedIn.caller, permissions });
    await this.context.addInitScript(`sessionStorage.setItem('youan.session', ${JSON.stringify(session)})`);
  }

  async open(path: string): Promise<Page> {
    await this.page.goto(this.origin + path);
    await this.settled();
    return this.page;
  }

  /** The page stands, and nothing is being read any more. */
  async settled(): Promise<void> {
    await this.page.locator('main:not(:has([aria-busy="true"])) :is(h1, [role="alert"])').first().waitFor();
  }

  /**
   * The address, once it is this one: pages come when they are first opened. The page before may stand for
   * another moment: whoever reads on waits for words of the new one.
   */
  async arrive(at: RegExp): Promise<string> {
    await this.page.waitForURL((url) => at.test(url.pathname + url.search + url.hash));
    await this.settled();
    return this.address;
  }

  get address(): string {
    return this.page.url().slice(this.origin.length);
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
