import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { NARROW, WIDE } from './browser.js';
import { storylines } from './city.js';
import type { OnStage } from './stage.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const facility = storylines.sinkingFacility.facilityId;
const pages = [
  '/',
  '/facilities',
  `/facilities/${facility}?kind=measure&kind=order`,
  `/facilities/${facility}?asOfTrue=2026-07-01&kind=hazard`,
  '/officials',
  `/officials/${storylines.lateOfficial.officialId}`,
  '/intake/rejections',
  '/hazards',
  '/facilities/F-000',
  '/entries?type=HazardFound&from=2026-03-01',
];
/** Two outfits a page, so that each page is met in both languages, both widths and both lights. */
const outfits = [
  { language: 'zh', mode: 'light', viewport: WIDE, turn: 0 },
  { language: 'en', mode: 'dark', viewport: NARROW, turn: 0 },
  { language: 'en', mode: 'dark', viewport: WIDE, turn: 1 },
  { language: 'zh', mode: 'light', viewport: NARROW, turn: 1 },
] as const;

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** What axe holds to be serious or worse on the page as it stands. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run(document)')) as { violations: Finding[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
}

export function accessStory(stage: OnStage): void {
  test.each(outfits)(
    'axe finds nothing serious in $language, $mode, $viewport.width pixels wide',
    async (outfit) => {
      const reader = await stage().reader('auditor', { ...outfit, bypassCSP: true });
      const found: string[] = [];
      for (const path of pages.filter((_, at) => at % 2 === outfit.turn)) {
        const page = await reader.open(path);
        found.push(...(await seriousFindings(page)).map((finding) => `${path} ${finding}`));
        const wide = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
        if (wide > 0) found.push(`${path} runs ${wide} pixels out of the window`);
      }
      expect(found).toEqual([]);
    },
  );

  test.each(['zh', 'en'] as const)(
    'neither on the pages of a clerk and the sign-in, in %s',
    async (language) => {
      const clerk = await stage().reader('fire-clerk-city', { language, bypassCSP: true });
      const found = await seriousFindings(await clerk.open('/intake/files'));
      await clerk.open('/intake/rejections');
      await clerk.page.locator('tbody a').first().click();
      await clerk.page.locator('h1').waitFor();
      await clerk.settled();
      found.push(...(await seriousFindings(clerk.page)));
      const nobody = await stage().reader(null, { language, bypassCSP: true });
      found.push(...(await seriousFindings(await nobody.open('/sign-in'))));
      expect(found).toEqual([]);
    },
  );

  test('the first key leads past the navigation, and what has the focus is seen', async () => {
    const page = await (await stage().reader('auditor')).open('/facilities');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: '跳到正文' });
    expect(await skip.evaluate((link) => link.getBoundingClientRect().left)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).toBe('按名称、编号或地址查找');
  });

  test('the guard itself catches a picture without a name', async () => {
    const page = await (await stage().reader('auditor', { bypassCSP: true })).open('/facilities');
    await page.evaluate(
      `document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,">')`,
    );
    expect((await seriousFindings(page)).join()).toContain('image-alt');
  });
}
