import { storylines } from './city.js';
import type { OnStage } from './stage.js';

const sinking = `/facilities/${storylines.sinkingFacility.facilityId}`;
const rows = 'tbody tr.ant-table-row';

export function timelineStory(stage: OnStage): void {
  test('departments are lanes of the picture, and the list below says the same', async () => {
    const page = await (await stage().reader('auditor')).open(sinking);
    const picture = await page.locator('.picture .chart').getAttribute('aria-label');
    for (const lane of ['消防救援', '市场监管', '公安', '卫生健康', '应急管理']) {
      expect(await page.locator('.picture svg').first().textContent()).toContain(lane);
      expect(await page.locator(rows).filter({ hasText: lane }).count()).toBeGreaterThan(0);
    }
    expect(picture).toContain('下方列表包含同样内容');
  });

  test('an entry tells its proof: sentence, both times, document, and the event with all it put', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open(`${sinking}?kind=measure`);
    await page
      .getByRole('button', { name: /临时查封/ })
      .first()
      .click();
    const proof = page.getByRole('dialog');
    await proof.getByText('这个事件写下的全部内容').waitFor();
    const told = await proof.innerText();
    for (const part of ['发生时间', '获知时间', '临兰消强字', 'MeasureImposed', '合规时间线', '机构卡片'])
      expect(told).toContain(part);
    expect(reader.address).toMatch(/[?&]entry=/);
    await page.keyboard.press('Escape');
    await proof.waitFor({ state: 'hidden' });
    expect(reader.address).not.toMatch(/entry=/);
  });

  test('an as-of question greys what falls away instead of removing it', async () => {
    const page = await (await stage().reader('auditor')).open(`${sinking}?asOfTrue=2026-07-01`);
    await page.getByText(/条变灰/).waitFor();
    const fallen = page.locator(`${rows}.fallen`);
    expect(await fallen.count()).toBeGreaterThan(5);
    expect(await fallen.first().innerText()).toContain('当时尚未发生');
    await page.getByRole('button', { name: '恢复到现在' }).first().click();
    await page.getByText(/条变灰/).waitFor({ state: 'detached' });
    expect(await fallen.count()).toBe(0);
  });

  test('pointing at an entry lights its chain', async () => {
    const page = await (await stage().reader('auditor')).open(`${sinking}?department=FIRE`);
    await page.locator(rows).filter({ hasText: '责令改正' }).first().hover();
    expect(await page.locator(`${rows}.lit`).count()).toBeGreaterThan(1);
  });

  test('filters stand in the address, and an empty answer says how to see more', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open(`${sinking}?department=ASB&severity=grave`);
    await page.getByText('当前筛选下没有记录').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).last().click();
    await page.locator(rows).first().waitFor();
    expect(reader.address).toBe(sinking);
  });

  test('keys move and zoom the picture, and the link shows a colleague the same stretch of time', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open(sinking);
    const stretch = page.getByText(/^时间范围/);
    const changedFrom = async (before: string) => {
      await page.locator('small').filter({ hasText: '时间范围', hasNotText: before }).waitFor();
      return stretch.innerText();
    };
    const latest = await stretch.innerText();
    await page.getByRole('group', { name: '时间线图' }).focus();
    await page.keyboard.press('+');
    const nearer = await changedFrom(latest);
    await page.keyboard.press('ArrowLeft');
    const earlier = await changedFrom(nearer);
    expect(new Set([latest, nearer, earlier]).size).toBe(3);
    const colleague = await (await stage().reader('auditor')).open(reader.address);
    expect(await colleague.getByText(/^时间范围/).innerText()).toBe(earlier);
  });

  test('a count opens', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open(sinking);
    await page
      .locator('.picture svg text')
      .filter({ hasText: /^\d{1,2}$/ })
      .first()
      .click({ force: true });
    await page
      .getByRole('dialog')
      .getByText(/条记录/)
      .waitFor();
    expect(reader.address).toMatch(/group=/);
  });
}
