import type { Page } from 'playwright-core';
import type { OnStage } from './stage.js';

/** Fonts in which the browser really drew Chinese words, by element: what the eye sees, not what the style asked for. */
async function fontsOfChinese(page: Page): Promise<ReadonlyMap<string, boolean>> {
  const client = await page.context().newCDPSession(page);
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  await page.evaluate(`for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent).join('');
    if (/^[\\p{Script=Han}]+$/u.test(own.trim()) && element.children.length === 0) element.setAttribute('data-han', '');
  }`);
  const { root } = await client.send('DOM.getDocument', { depth: -1 });
  const { nodeIds } = await client.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '[data-han]',
  });
  const fonts = new Map<string, boolean>();
  for (const nodeId of nodeIds) {
    const used = await client.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const { familyName, isCustomFont } of used.fonts) fonts.set(familyName, isCustomFont);
  }
  return fonts;
}

/** Whether a font of this machine draws two Chinese words as two pictures, and not both as the box of what it lacks. */
const tellsApart = (page: Page, family: string) =>
  page.evaluate(`(() => {
    const drawn = (word) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
      const pen = canvas.getContext('2d');
      pen.font = '32px "${family}"';
      pen.fillText(word, 2, 34);
      return canvas.toDataURL();
    };
    return drawn('幼') !== drawn('安');
  })()`) as Promise<boolean>;

async function boxFonts(page: Page): Promise<string[]> {
  const boxes: string[] = [];
  for (const [family, fetched] of await fontsOfChinese(page))
    if (!fetched && !(await tellsApart(page, family))) boxes.push(family);
  return boxes;
}

export function glyphStory(stage: OnStage): void {
  test.each(['/', '/facilities/F-371302-001', '/intake/rejections'])(
    'on %s every Chinese word is drawn by a font that has it, also after a reload',
    async (path) => {
      const reader = await stage().reader('auditor');
      const page = await reader.open(path);
      await page.evaluate('document.fonts.ready.then(() => true)');
      await page.reload();
      await reader.settled();
      await page.evaluate('document.fonts.ready.then(() => true)');
      await page.waitForTimeout(300);
      expect((await fontsOfChinese(page)).size).toBeGreaterThan(0);
      expect(await boxFonts(page)).toEqual([]);
    },
  );

  test('the fallback is fetched in slices, and only those whose characters are on the page', async () => {
    const { page, origin } = await stage().reader('auditor');
    let fetched = 0;
    page.on('response', (answer) => {
      if (answer.url().endsWith('.woff2')) fetched += 1;
    });
    await page.goto(origin);
    await page.getByRole('heading', { name: '今天要办什么' }).waitFor();
    await page.evaluate('document.fonts.ready.then(() => true)');
    const offered = (await page.evaluate('document.fonts.size')) as number;
    expect(offered).toBeGreaterThan(150);
    expect(fetched).toBeLessThan(offered / 2);
  });

  test('the guard itself catches a word drawn as boxes', async () => {
    const reader = await stage().reader('auditor');
    const page = await reader.open('/');
    expect(await tellsApart(page, 'Youan Font That Nobody Has')).toBe(await tellsApart(page, 'sans-serif'));
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<p style="font-family: monospace">幼安</p>')`,
    );
    const bare = !(await tellsApart(page, 'monospace'));
    expect((await boxFonts(page)).length > 0).toBe(bare);
  });
}
