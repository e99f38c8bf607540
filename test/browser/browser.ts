import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };

/** The browser of the tests: the one named in CHROMIUM_PATH, or the one that came with the packages. */
export async function startBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const args = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  if (named) return playwright.launch({ executablePath: named, args });
  const own = chromium.args.filter((flag) => !/^--(headless|single-process|window-size)/.test(flag));
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...own, ...args] });
}
