import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hazardRecord, send } from './facts.js';
import type { OnStage } from './stage.js';

const mapping = `name: market-visits
note: visits of market supervision
source: urn:lxc:market-visits
department: MSA
region: '371302'
timeZone: Asia/Shanghai
dates: [yyyy-MM-dd]
columns:
  NO: { required: true, unique: true }
events:
  - type: HazardFound
    id: 'visit-{NO}'
    occurredAt: { column: DAY, at: '09:00' }
    data:
      inspectionId: 'V-{NO}'
      hazardId: 'VH-{NO}'
      facilityId: FACILITY
      department: { value: MSA }
      gravity: { value: minor }
      clause: CLAUSE
      finding: FOUND
`;
const visits = `NO,DAY,FACILITY,CLAUSE,FOUND
1,2026-05-06,F-371302-002,食品安全法 §33,留样记录不全
2,2026-05-07,F-371302-002,食品安全法 §33,冷藏温度未记录
`;

export function intakeStory(stage: OnStage): void {
  test('a record is repaired where it stands and becomes an event', async () => {
    const rejectionId = await send(
      stage().city,
      'fire-system',
      hazardRecord('console-1', { gravity: 'very bad' }),
    );
    const reader = await stage().reader('fire-clerk-city');
    const page = await reader.open('/intake/rejections?state=open');
    await page.locator(`a[href$="${rejectionId}"]`).click();
    const text = page.getByRole('textbox', { name: '修改原文后重发' });
    await page.getByRole('button', { name: '整理格式' }).click();
    await text.fill((await text.inputValue()).replace('very bad', 'worse'));
    await page.getByRole('button', { name: '重发' }).click();
    await page.getByText('仍未通过检查，原记录保持不变').waitFor();
    await text.fill((await text.inputValue()).replace('worse', 'serious'));
    await page.getByRole('button', { name: '重发' }).click();
    await page.getByText('已重发，记录为事件').waitFor();
    await page.getByRole('status').getByRole('link').click();
    await page.getByRole('heading', { name: /HazardFound/ }).waitFor();
  });

  test('another record is set aside with a reason', async () => {
    const rejectionId = await send(
      stage().city,
      'fire-system',
      hazardRecord('console-2', { gravity: 'very bad' }),
    );
    const page = await (await stage().reader('fire-clerk-city')).open(`/intake/rejections/${rejectionId}`);
    const dismiss = page.getByRole('button', { name: '不再处理' });
    expect(await dismiss.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: '理由（必填）' }).fill('测试数据，原系统已删除');
    await dismiss.click();
    await page.getByText('测试数据，原系统已删除').waitFor();
    expect(await page.locator('h1').innerText()).toContain('不再处理');
  });

  test('the same number with other content is marked as an alarm', async () => {
    await send(stage().city, 'fire-system', hazardRecord('console-3'));
    const alarm = await send(
      stage().city,
      'fire-system',
      hazardRecord('console-3', { finding: '改过的内容' }),
    );
    const page = await (await stage().reader('fire-clerk-city')).open('/intake/rejections');
    const row = page.locator('tr').filter({ has: page.locator(`a[href$="${alarm}"]`) });
    expect(await row.innerText()).toContain('警报');
  });

  test('a file with its mapping becomes events, and its progress is shown', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'youan-upload-'));
    writeFileSync(join(folder, 'visits.csv'), visits);
    writeFileSync(join(folder, 'visits.yaml'), mapping);
    const page = await (await stage().reader('market-clerk-lanshan')).open('/intake/files');
    const start = page.getByRole('button', { name: '开始导入' });
    expect(await start.isDisabled()).toBe(true);
    await page.getByLabel('数据文件（CSV、XLSX）').setInputFiles(join(folder, 'visits.csv'));
    await page.getByLabel('映射文件（YAML）').setInputFiles(join(folder, 'visits.yaml'));
    await start.click();
    await page.getByText('完成 · 2 / 2 行').waitFor();
    expect(await page.locator('tbody tr.ant-table-row').first().innerText()).toContain('visits.csv');
  });
}
