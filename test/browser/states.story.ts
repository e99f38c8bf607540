import type { OnStage } from './stage.js';

export function stateStory(stage: OnStage): void {
  test('an address nobody answers says so and leads home', async () => {
    const page = await (await stage().reader('auditor')).open('/nothing/here');
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    expect(await page.getByRole('link', { name: '回到首页' }).getAttribute('href')).toBe('/');
  });

  test('a number that does not exist: what happened, what is safe, what to do, and the code', async () => {
    const page = await (await stage().reader('auditor')).open('/facilities/F-000');
    const told = await page.getByRole('alert').innerText();
    for (const part of ['已记录的内容没有受影响', '请检查编号', '代码']) expect(told).toContain(part);
    expect(await page.getByRole('alert').locator('code').last().innerText()).toMatch(/^\w+\/[\w-]+$/);
  });

  test('an event stands with everything it put where', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/facilities/F-371302-001');
    await page.locator('.status-words a').first().click();
    await page.getByRole('heading', { name: '写入了哪里' }).waitFor();
    expect(reader.address).toMatch(/^\/events\//);
    expect(await page.locator('.put li').count()).toBeGreaterThan(1);
    // What it says stands under names people know, not under those of a schema.
    const said = page.getByRole('region', { name: '内容' });
    expect(await said.locator('dt').allInnerTexts()).toEqual(
      expect.arrayContaining(['机构', '名称', '区域', '托位数']),
    );
    expect(await said.getByRole('link', { name: 'F-371302-001' }).getAttribute('href')).toBe(
      '/facilities/F-371302-001',
    );
  });

  test('what takes longer than a second shows that it is being read', async () => {
    const { page, origin } = await stage().reader('auditor');
    await page.route('**/api/v1/figures', async (route) => {
      await new Promise((done) => setTimeout(done, 2_500));
      await route.continue();
    });
    await page.goto(origin);
    await page.getByText('正在读取…').waitFor();
    await page.getByRole('heading', { name: '今天要办什么' }).waitFor();
  });

  test('a platform that cannot be reached is named, and trying again helps', async () => {
    const { page, origin } = await stage().reader('auditor');
    await page.route('**/api/v1/figures', (route) => route.abort());
    await page.goto(origin);
    await page.getByText('连接不上平台').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('console/unreachable');
    await page.unroute('**/api/v1/figures');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '今天要办什么' }).waitFor();
  });

  test('dark and English are kept for the next visit', async () => {
    const { page, origin } = await stage().reader('auditor');
    await page.goto(origin);
    await page.getByRole('button', { name: '深色' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What needs me today' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'What needs me today' }).waitFor();
    expect(
      await page.evaluate('[document.documentElement.dataset.mode, document.documentElement.lang].join()'),
    ).toBe('dark,en');
  });
}
