import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { startBrowser } from './browser.js';
import { startIssuer, type RunningIssuer } from './issuer.js';
import { Reader } from './reader.js';

describe('with an issuer of the city’s own', () => {
  let issuer: RunningIssuer;
  let platform: RunningPlatform;
  let browser: Browser;
  let reader: Reader;

  beforeAll(async () => {
    // It says at each start that it is set up for a test, which it is.
    for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => {});
    issuer = await startIssuer();
    platform = await runningPlatform({ NODE_ENV: 'production', ISSUER_URL: issuer.url });
    await issuer.admit(platform.url);
    browser = await startBrowser();
  });
  beforeEach(async () => {
    reader = await Reader.at(browser, platform.url);
  });
  afterEach(() => reader.leave());
  afterAll(async () => {
    await browser.close();
    await platform.stop();
    await issuer.stop();
  });

  const kept = async (page: Page) =>
    JSON.parse(await page.evaluate<string>(`sessionStorage.getItem('youan.session') ?? 'null'`)) as {
      token: string;
    } | null;
  async function signIn(): Promise<Page> {
    const page = await reader.open('/officials?text=x');
    await page.getByRole('heading', { name: '用单位账号登录' }).waitFor();
    await page.getByRole('button', { name: '前往统一身份认证' }).click();
    await page.locator('input[name=login]').fill('example-auditor');
    await page.locator('input[name=password]').fill('any');
    await page.getByRole('button', { name: /sign-in/i }).click();
    await page.getByRole('button', { name: /continue/i }).click();
    await page.getByRole('heading', { name: '责任人', exact: true }).waitFor();
    return page;
  }

  test('people sign in there, come back to where they wanted to go, and stay in while they work', async () => {
    const page = await signIn();
    expect(reader.address).toBe('/officials?text=x');
    expect(await page.getByTitle('当前账号').innerText()).toContain('示例审计');
    const before = await kept(page);
    await page.reload();
    // A minute before the token ends a new one stands in its place, and is taken.
    while ((await kept(page))!.token === before!.token) await page.waitForTimeout(250);
    await page.getByRole('link', { name: '首页' }).click();
    await page.getByRole('heading', { name: '今天要办什么' }).waitFor();
  });

  test('whoever signs out is signed out there as well', async () => {
    const page = await signIn();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('button', { name: /sign.*out|yes/i }).click();
    await page.getByRole('button', { name: '前往统一身份认证' }).click();
    await page.locator('input[name=login]').waitFor();
  });

  test('an answer that was not asked for opens nothing', async () => {
    const page = reader.page;
    await page.goto(`${platform.url}/signed-in?code=stolen&state=unknown`);
    expect(await page.getByRole('alert').innerText()).toContain('console/sign-in-failed');
    expect(await kept(page)).toBeNull();
    await page.getByRole('link', { name: '重新登录' }).click();
    await page.getByRole('heading', { name: '用单位账号登录' }).waitFor();
  });
});
