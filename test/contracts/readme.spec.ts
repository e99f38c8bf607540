import { existsSync, readFileSync } from 'node:fs';

const pages = ['README.md', 'README.zh-CN.md'];
const read = (page: string) => readFileSync(page, 'utf8');
const links = (page: string) =>
  [...read(page).matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, path]) => path!)
    .filter((path) => !/^https?:/.test(path));
const fenced = (page: string) => [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text!);

describe.each(pages)('%s', (page) => {
  test('leads nowhere that does not exist', () =>
    expect(links(page).filter((path) => !existsSync(path))).toEqual([]));

  test('follows one inspection through six files', () =>
    expect(read(page).match(/^\d\. \[`libs\//gm)).toHaveLength(6));

  test('names every room of the house', () => {
    const rooms = [
      'kernel',
      'contracts',
      'intake',
      'timeline',
      'accountability',
      'authority',
      'vault',
      'simulation',
    ];
    for (const room of rooms) expect(read(page)).toContain(`libs/${room}`);
  });

  test('names every command of package.json that people use', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...read(page).matchAll(/`npm run ([\w:-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('both pages give the same commands, the same settings and the same figures', () => {
  const [english, chinese] = pages as [string, string];
  const withoutComments = (text: string) => text.replace(/ +#.*$/gm, '');
  expect(fenced(chinese).map(withoutComments)).toEqual(fenced(english).map(withoutComments));
  const numbers = (page: string) =>
    /<!-- bench -->([\s\S]*?)<!-- \/bench -->/.exec(read(page))![1]!.match(/\d+(?:[.,]\d+)*/g);
  expect(numbers(chinese)).toEqual(numbers(english));
  const settings = (page: string) => /<!-- settings -->([\s\S]*?)<!-- \/settings -->/.exec(read(page))![1];
  expect(settings(chinese)).toBe(settings(english));
});
