// Makes a checkout runnable: packages as the lock file names them, the program and the console built from what lies here.
// Uses Node alone, because before the first installation there is nothing else.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const project = join(import.meta.dirname, '..', '..');
const at = (...path) => join(project, ...path);
const say = (zh, en) => process.stderr.write(`· ${zh} / ${en}\n`);

export class NotPrepared extends Error {}

/** Everything a start needs. Does nothing, quickly, when nothing changed. */
export async function prepare() {
  if (!packagesFit()) {
    say('正在按锁定文件安装依赖…', 'Installing the packages the lock file names …');
    await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
    if (!packagesFit()) throw new NotPrepared('node_modules does not fit package-lock.json after npm ci');
  }
  await build();
}

/** The console and the program are built beside each other; each only when its own sources changed. */
export async function build(...names) {
  const wanted = parts.filter(({ name }) => names.length === 0 || names.includes(name));
  const built = await Promise.allSettled(wanted.filter(({ needs }) => existsSync(at(needs))).map(buildPart));
  const failed = built.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

const wordsBelow = (folder) => filesBelow(folder).filter((path) => path.endsWith('.words.ts'));
const shared = ['package.json', 'package-lock.json', 'tsconfig.json'];
const parts = [
  {
    name: 'program',
    zh: '正在编译程序…',
    en: 'Building the program …',
    needs: 'src/main.ts',
    sources: ['src', 'libs'],
    alsoOf: [...shared, 'tsconfig.build.json', 'nest-cli.json'],
    ignored: /^src\/console\/|\.(spec|specification)\.ts$/,
    outputs: ['dist/src', 'dist/libs'],
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    name: 'console',
    zh: '正在编译控制台…',
    en: 'Building the console …',
    needs: 'src/console/index.html',
    sources: ['src/console'],
    // The console speaks with the words of the contracts and runs on the settings of its own build.
    alsoOf: [...shared, ...wordsBelow('libs/contracts')],
    ignored: /\.spec\.tsx?$/,
    outputs: ['dist/console'],
    command: [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'src/console/vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
];

async function buildPart({ name, zh, en, sources, alsoOf, ignored, outputs, command }) {
  const stamp = at('dist', `.${name}`);
  const now = stampOf([...sources, ...alsoOf], ignored);
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (built === now && outputs.every((path) => existsSync(at(path)))) return;
  say(zh, en);
  rmSync(stamp, { force: true });
  for (const path of outputs) rmSync(at(path), { recursive: true, force: true });
  await run(process.execPath, command);
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(stamp, now);
}

/** Changes when a file's name or content does, and not when a clock does: a fresh clone of built sources is not rebuilt. */
function stampOf(paths, ignored) {
  const digest = createHash('sha256');
  for (const path of paths.flatMap(filesBelow).sort())
    if (!ignored.test(path))
      digest
        .update(path)
        .update('\0')
        .update(readFileSync(at(path)))
        .update('\0');
  return digest.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(at(path))) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(at(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1));
}

/** npm keeps what it installed in a hidden lock file; packages for other machines may be missing there. */
export function packagesFit() {
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((path) =>
    existsSync(at(path)) ? JSON.parse(readFileSync(at(path), 'utf8')).packages : undefined,
  );
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path]?.version;
    return found === version || (found === undefined && Boolean(optional || devOptional));
  });
}

/** The same npm that started us, where npm did. */
function run(command, args) {
  const npm = process.env.npm_execpath;
  const [program, all] =
    command === 'npm' && npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : [command, args];
  return new Promise((resolve, reject) => {
    const child = spawn(program, all, { cwd: project, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new NotPrepared(`${command} ${args.join(' ')}: ${signal ?? `exit ${code}`}`)),
    );
  });
}
