import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pages = ['capacity', 'engines', 'operations', 'compose/README', 'kubernetes/README'].flatMap((name) => [
  `deploy/${name}.md`,
  `deploy/${name}.zh-CN.md`,
]);
const read = (page: string) => readFileSync(page, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const cli = read('src/cli/projections.ts');

/** Where a page leads or what it tells somebody to run, and that is not there. */
function deadEnds(page: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) =>
    join(dirname(page), path!),
  );
  const files = [...text.matchAll(/(?:`|node )((?:deploy|test|libs|src)\/[\w./-]+)/g)].map(
    ([, path]) => path!,
  );
  const programs = [...text.matchAll(/node dist\/(src\/cli\/\w+)\.js/g)].map(([, path]) => `${path}.ts`);
  const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
  const acts = [...text.matchAll(/projections(?:\.js| --) ([a-z-]+)/g)].map(([, word]) => word!);
  return [
    ...[...links, ...files, ...programs]
      .filter((path) => !existsSync(path))
      .map((path) => `${page}: no ${path}`),
    ...commands.filter((name) => !(name in scripts)).map((name) => `${page}: no command ${name}`),
    ...acts
      .filter((word) => !new RegExp(`^  '?${word}'?: `, 'm').test(cli))
      .map((word) => `${page}: no act ${word}`),
  ];
}

test.each(pages)('%s leads nowhere that does not exist and tells nobody to run what is not there', (page) =>
  expect(deadEnds(page, read(page))).toEqual([]),
);

test('the guard catches what is not there', () => {
  const text =
    'See [x](nowhere.md), `test/deploy/none.spec.ts`; `npm run danse`, `npm run projections -- forget`, node dist/src/cli/cook.js';
  expect(deadEnds('deploy/x.md', text)).toEqual([
    'deploy/x.md: no deploy/nowhere.md',
    'deploy/x.md: no test/deploy/none.spec.ts',
    'deploy/x.md: no src/cli/cook.ts',
    'deploy/x.md: no command danse',
    'deploy/x.md: no act forget',
  ]);
});

test('both languages say the same commands under as many headings', () => {
  const commands = (page: string) =>
    [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text!.replace(/ +#.*$/gm, '').trim());
  const headings = (page: string) => read(page).match(/^#+ /gm);
  for (const page of pages.filter((name) => !name.includes('zh-CN'))) {
    const chinese = page.replace('.md', '.zh-CN.md');
    expect([page, commands(chinese)]).toEqual([page, commands(page)]);
    expect([page, headings(chinese)]).toEqual([page, headings(page)]);
  }
});

test('every image the compose page names is the one that is used', () => {
  const used = [
    ...read('deploy/compose/compose.yaml').matchAll(/image: (\S+)/g),
    ...read('deploy/image/Dockerfile').matchAll(/NODE_IMAGE=(\S+)/g),
  ]
    .map(([, image]) => image!)
    .filter((image) => !image.startsWith('youan:'));
  for (const page of ['deploy/compose/README.md', 'deploy/compose/README.zh-CN.md'])
    for (const image of used) expect(read(page)).toContain(`\`${image}\``);
});
