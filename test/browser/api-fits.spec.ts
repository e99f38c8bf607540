import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runningPlatform } from '../support/running-platform.js';

const project = join(import.meta.dirname, '../..');
const ours = readFileSync(join(project, 'src/console/api.generated.ts'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const options = scripts['console:client']!.split(' ').filter((word) => word.startsWith('--'));

/** What the console's types would be if they were made from this description. Words of comments do not matter. */
async function typesOf(description: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'youan-client-'));
  const [from, to] = [join(folder, 'openapi.json'), join(folder, 'types.ts')];
  writeFileSync(from, description);
  const program = join(project, 'node_modules/openapi-typescript/bin/cli.js');
  await promisify(execFile)(process.execPath, [program, from, ...options, '-o', to], { cwd: project });
  const types = readFileSync(to, 'utf8');
  rmSync(folder, { recursive: true });
  return withoutComments(types);
}
const withoutComments = (source: string) => source.replaceAll(/\s*\/\*[\s\S]*?\*\//g, '');

let description: string;
beforeAll(async () => {
  const running = await runningPlatform();
  description = await (await fetch(`${running.url}/openapi.json`)).text();
  await running.stop();
}, 60_000);

test(
  'the types of the console are those of the API (npm start, then npm run console:client)',
  async () => expect(await typesOf(description)).toBe(withoutComments(ours)),
  60_000,
);

test('the guard itself catches a field that changed its type', async () => {
  const changed = description.replace('"zh":{"type":"string"}', '"zh":{"type":"number"}');
  expect(changed).not.toBe(description);
  expect(await typesOf(changed)).not.toBe(withoutComments(ours));
}, 60_000);
