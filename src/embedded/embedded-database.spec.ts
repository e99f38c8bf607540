import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defaultDataFolder, openDataFolder } from './data-folder.js';
import { databaseUser } from './database-user.js';
import { EmbeddedDatabase } from './embedded-database.js';
import { installEngine } from './engine.js';
import { InstanceLock } from './instance-lock.js';
import { isAlive } from './live-program.js';
import { StartRefused } from './start-refused.js';

const user = databaseUser();
const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'youan-embedded-'));
  folders.push(path);
  return openDataFolder(path, '/', user).path;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows[0] && Object.values(rows[0])[0];
}

describe('the embedded database', () => {
  const dataFolder = folder();
  const start = () => EmbeddedDatabase.start({ dataFolder, user, port: 0 });

  test('speaks UTF-8 whatever the environment says, and keeps its password to itself', async () => {
    const database = await start();
    expect(await ask(database.url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(database.url, `select datcollate from pg_database where datname = 'youan'`)).toBe('C');
    expect(statSync(join(dataFolder, 'postgres.password')).mode & 0o777).toBe(0o600);
    await expect(ask(database.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    await ask(database.url, `create table kept as select '幼安' as word`);
    await database.stop();
  });

  test('keeps its facts over a restart', async () => {
    const database = await start();
    expect(await ask(database.url, 'select word from kept')).toBe('幼安');
    await database.stop();
  });

  test('stops a server that a killed program left behind, and loses nothing', async () => {
    const left = await start();
    await ask(left.url, `insert into kept values ('committed')`);
    const again = await start();
    expect(again.tookOver).toBe(true);
    expect(await ask(again.url, 'select count(*)::int from kept')).toBe(2);
    await again.stop();
  });

  test('is not misled by a lock file whose number another program has now', async () => {
    writeFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    const database = await start();
    expect(database.tookOver).toBe(false);
    await database.stop();
  });

  test('tells when its server is killed', async () => {
    const database = await start();
    const told = new Promise<string>((resolve) => database.onCrash(resolve));
    const [pid] = readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    expect(await told).toBe('SIGKILL');
    await database.stop();
  });

  test('says why it cannot start', async () => {
    writeFileSync(join(dataFolder, 'postgres', 'postgresql.auto.conf'), 'no_such_parameter = 1\n');
    await expect(start()).rejects.toThrow(/no_such_parameter/);
  });
});

describe('the engine', () => {
  test('is copied once per version, with the links a package cannot hold', () => {
    const path = folder();
    const engine = installEngine(path);
    expect(
      spawnSync(join(engine, 'bin', 'postgres'), ['--version'], { ...user, encoding: 'utf8' }).stdout,
    ).toMatch(/PostgreSQL\) 18/);
    const { ctimeMs } = statSync(engine);
    expect([installEngine(path), statSync(engine).ctimeMs]).toEqual([engine, ctimeMs]);
  });
});

describe('the data folder', () => {
  const asRoot = user ?? { uid: 65_534, gid: 65_534 };

  test('of an open project lies in the project', () =>
    expect(defaultDataFolder('/', user)).toEqual({ path: '/data', elsewhere: false }));

  test('of a project that others cannot enter lies under /var/lib, told apart by the whole path', () => {
    const closed = mkdtempSync(join(tmpdir(), 'youan-closed-'));
    folders.push(closed);
    chmodSync(closed, 0o700);
    if (user === undefined) return expect(defaultDataFolder(closed, undefined).elsewhere).toBe(false);
    const chosen = defaultDataFolder(closed, asRoot);
    expect(chosen).toEqual({
      path: expect.stringMatching(/^\/var\/lib\/youan\/.*-[0-9a-f]{8}$/),
      elsewhere: true,
    });
    return expect(() => openDataFolder(join(closed, 'data'), '/', asRoot)).toThrow(StartRefused);
  });

  test('that is a file is refused with a sentence', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(file, '/', user)).toThrow(/cannot be used/);
  });
});

describe('the lock', () => {
  const holder = (path: string, pid: number, born: string) =>
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid, born, url: 'http://127.0.0.1:3000' }));

  test('refuses a second program and says where the first one is', () => {
    const path = folder();
    const lock = InstanceLock.take(path, 'http://127.0.0.1:3000');
    expect(() => InstanceLock.take(path, '')).toThrow(`process ${process.pid}, http://127.0.0.1:3000`);
    lock.release();
    InstanceLock.take(path, '').release();
  });

  test.each([
    ['is gone', () => [Number(execFileSync('sh', ['-c', 'echo $$'])), '1'] as const],
    ['has a number that was given again', () => [process.pid, '1'] as const],
  ])('is taken over when its holder %s', (_, dead) => {
    const path = folder();
    holder(path, ...dead());
    InstanceLock.take(path, '').release();
  });

  test('torn by a power cut is taken over', () => {
    const path = folder();
    writeFileSync(join(path, 'lock'), '{"pid":');
    InstanceLock.take(path, '').release();
  });

  test('does not take a zombie for a living program', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 5']);
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isAlive(pid)).toBe(false);
    parent.kill('SIGKILL');
  });
});
