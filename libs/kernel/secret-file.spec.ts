import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSecretFile, replaceSecretFile } from './secret-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youan-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));
const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

test('of many who make it together one does, and nobody ever reads half of it', async () => {
  const file = join(folder, 'key');
  const made = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const mine = await makeSecretFile(file, String(i).padStart(100_000, '0'));
      return { mine, i, read: await readFile(file, 'utf8') };
    }),
  );
  const winners = made.filter(({ mine }) => mine);
  expect(winners).toHaveLength(1);
  for (const { read } of made) expect(read).toBe(String(winners[0]!.i).padStart(100_000, '0'));
  expect(await modeOf(file)).toBe(0o600);
  expect(await readdir(folder)).toEqual(['key']);
});

test('one that stands is left alone', async () => {
  const file = join(folder, 'key');
  await writeFile(file, 'old');
  expect(await makeSecretFile(file, 'new')).toBe(false);
  expect(await readFile(file, 'utf8')).toBe('old');
});

test('one that stands where nobody may write is left alone without a try', async () =>
  expect(await makeSecretFile('/proc/self/status', 'new')).toBe(false));

test('a folder that is not there is a fault', () =>
  expect(makeSecretFile(join(folder, 'none', 'key'), 'x')).rejects.toThrow('ENOENT'));

test('replacing leaves one file, for its owner alone', async () => {
  const file = join(folder, 'key');
  await writeFile(file, 'old', { mode: 0o644 });
  await replaceSecretFile(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await modeOf(file)).toBe(0o600);
  expect(await readdir(folder)).toEqual(['key']);
});
