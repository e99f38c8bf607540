import type { OnStage } from './stage.js';

export function startStory(stage: OnStage): void {
  test('answers three questions without a click', async () => {
    const page = await (await stage().reader('auditor')).open('/');
    for (const question of ['今天要办什么', '上次查看后的变化', '谁沉默了'])
      await page.getByRole('heading', { name: question }).waitFor();
    const waiting = await page.getByRole('list', { name: '今天要办什么' }).getByRole('listitem').count();
    expect(waiting).toBeGreaterThan(0);
    expect(await page.getByText('天未报送').count()).toBeGreaterThan(0);
  });

  test('a figure opens exactly what it counts', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/');
    const figure = page.getByRole('link', { name: /责令停业/ });
    const count = Number((await figure.innerText()).split('\n')[0]);
    await figure.click();
    await reader.arrive(/^\/facilities\?status=suspended$/);
    await page.getByText(`共 ${count} 条`).waitFor();
    expect(await page.locator('tbody tr.ant-table-row').count()).toBe(count);
  });

  test('hazards and inspections open as just as many, one by one', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/');
    const late = page.getByRole('link', { name: /逾期隐患/ });
    const count = Number((await late.innerText()).split('\n')[0]);
    await late.click();
    await reader.arrive(/^\/hazards\?overdue=true$/);
    await page.getByText(`共 ${count} 条`).waitFor();
    expect(await page.locator('tbody tr.ant-table-row').count()).toBe(count);
    await page.goBack();
    await reader.settled();
    const months = page.getByRole('region', { name: '各月：检查与隐患' });
    await months.getByRole('button', { name: '以表格显示' }).click();
    const cell = months.locator('tbody tr').nth(3).getByRole('link').first();
    const inspections = await cell.innerText();
    await cell.click();
    await reader.arrive(/^\/entries\?type=InspectionClosed&from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d$/);
    await page.getByText(new RegExp(`共 ${inspections} 条`)).waitFor();
  });

  test('a bar of a region opens that region, and the same figures stand in a table', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/');
    const regions = page.getByRole('region', { name: '各区域：机构与逾期' });
    await regions.getByRole('button', { name: '以表格显示' }).click();
    expect(await regions.locator('tbody tr').count()).toBe(15);
    await regions.getByRole('link', { name: '兰陵县', exact: true }).click();
    await reader.arrive(/^\/facilities\?region=371324$/);
  });

  test('what has been seen is not new any more', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/');
    await page.getByRole('button', { name: '标为已看' }).click();
    await page.getByText('上次查看后没有新记录').waitFor();
    await page.reload();
    await page.getByText('上次查看后没有新记录').waitFor();
  });
}
