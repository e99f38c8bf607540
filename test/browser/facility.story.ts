import { NARROW } from './browser.js';
import type { OnStage } from './stage.js';

export function facilityStory(stage: OnStage): void {
  test('text and filters stand in the address, and Back undoes one of them', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/facilities?region=371302');
    const all = await page.locator('tbody tr.ant-table-row').count();
    const box = page.getByRole('searchbox', { name: '按名称、编号或地址查找' });
    await box.fill('柚光');
    await box.press('Enter');
    await page.getByText('共 1 条').waitFor();
    expect(decodeURIComponent(reader.address)).toBe('/facilities?region=371302&search=柚光');
    await page.goBack();
    await page.getByText(`共 ${all} 条`).waitFor();
    expect(await box.inputValue()).toBe('');
  });

  test('no more than seven columns, and a header that stays', async () => {
    const page = await (await stage().reader('auditor')).open('/facilities');
    expect(await page.getByRole('columnheader').count()).toBeLessThanOrEqual(7);
    await page.locator('tbody tr.ant-table-row').last().scrollIntoViewIfNeeded();
    expect(
      await page.locator('.ant-table-sticky-holder').evaluate((head) => head.getBoundingClientRect().top),
    ).toBe(0);
  });

  test('on a phone each facility is a card, and nothing runs out of the window', async () => {
    const page = await (await stage().reader('auditor', { viewport: NARROW })).open('/facilities');
    expect(await page.locator('.cards .card').count()).toBeGreaterThan(10);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width);
  });

  test('an inspector sees the own region and nothing else', async () => {
    const page = await (await stage().reader('fire-inspector-lanshan')).open('/facilities?region=371323');
    await page.getByText('没有符合条件的机构').waitFor();
  });
}
