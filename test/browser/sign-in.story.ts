import type { OnStage } from './stage.js';

export function signInStory(stage: OnStage): void {
  test('a link into the middle leads through the sign-in to where it pointed', async () => {
    const reader = await stage().reader(null);
    const page = await reader.open('/facilities?region=371302&status=filed');
    await page.getByRole('heading', { name: '选择演示账号登录' }).waitFor();
    await page.getByRole('button', { name: '登录 严正言' }).click();
    expect(await reader.arrive(/^\/facilities/)).toBe('/facilities?region=371302&status=filed');
    expect(reader.complaints).toEqual([]);
  });

  test('accounts stand under their department and say what they see', async () => {
    const page = await (await stage().reader(null)).open('/sign-in');
    const fire = page.getByRole('region', { name: '消防救援' }).first();
    expect(await fire.innerText()).toContain('本区域机构与时间线；可以记录检查');
  });

  test('a token the platform no longer knows leads back here, and the address is not lost', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/');
    await page.evaluate(`sessionStorage.setItem('youan.session',
      JSON.stringify({ ...JSON.parse(sessionStorage.getItem('youan.session')), token: 'worn-out' }))`);
    await page.route('**/api/v1/**', (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer worn-out' } }),
    );
    await page.getByRole('link', { name: '责任人' }).click();
    await page.getByText('登录已过期，请重新登录。').waitFor();
    expect(reader.address).toBe('/sign-in?back=%2Fofficials');
  });

  test('signing out forgets the token', async () => {
    const page = await (await stage().reader(null)).open('/sign-in');
    await page.getByRole('button', { name: '登录 严正言' }).click();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '选择演示账号登录' }).waitFor();
    expect(await page.evaluate(`sessionStorage.getItem('youan.session')`)).toBeNull();
  });
}
