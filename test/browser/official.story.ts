import { storylines } from './city.js';
import type { OnStage } from './stage.js';

export function officialStory(stage: OnStage): void {
  test('owed stands left, done stands right, nothing is summed into a score', async () => {
    const page = await (
      await stage().reader('auditor')
    ).open(`/officials/${storylines.lateOfficial.officialId}`);
    await page.getByText('本页只列事实，不作评分，不作结论。').waitFor();
    const [owed, done] = await Promise.all(
      ['#owed', '#done'].map(async (side) => (await page.locator(side).boundingBox())!.x),
    );
    expect(owed!).toBeLessThan(done!);
    const told = await page.locator('#owed').innerText();
    for (const state of ['逾期未做', '逾期完成', '按期完成', '个工作日']) expect(told).toContain(state);
    expect(await page.locator('main').innerText()).not.toMatch(/得分|评分：|分数/);
  });

  test('what was still owed went with the post, and each side leads to the other', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open(`/officials/${storylines.postThatChangedHands.officialId}`);
    await page
      .getByRole('link', { name: /接任而来/ })
      .first()
      .click();
    await reader.arrive(/^\/officials\/O-0823$/);
    await page.getByRole('heading', { level: 1, name: 'O-0823' }).waitFor();
    expect(await page.locator('#owed').innerText()).toContain('随岗移交给 O-0824');
    await page.getByRole('region', { name: '任职' }).getByRole('link', { name: 'O-0824' }).click();
    await reader.arrive(/^\/officials\/O-0824$/);
    await page.getByRole('heading', { level: 1, name: 'O-0824' }).waitFor();
  });

  test('the list opens a record by its figures', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open(`/officials?search=${storylines.lateOfficial.officialId}`);
    await page.locator('tbody tr.ant-table-row a').last().click();
    await reader.arrive(/^\/officials\/O-\d+#owed$/);
  });
}
