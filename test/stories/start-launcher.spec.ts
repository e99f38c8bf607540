import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/embedded/free-port.js';
import { isAlive } from '../../src/embedded/live-program.js';
import { LaunchedProgram } from '../support/launched-program.js';

const MINUTES = 60_000;
const dataFolder = mkdtempSync(join(tmpdir(), 'youan-launched-'));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

const launch = (environment: Record<string, string> = {}) =>
  LaunchedProgram.launch({ PORT: '0', DATA_DIR: dataFolder, ...environment });
const postmaster = () =>
  Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const json = async (address: string, init: RequestInit = {}) =>
  (await fetch(address, init)).json() as Promise<never>;

async function signedIn(url: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ account: 'fire-system' });
  const headers = { 'content-type': 'application/json' };
  const { token } = await json(`${url}/api/v1/demo/sign-in`, { method: 'POST', headers, body });
  return { authorization: `Bearer ${token}` };
}

async function post(url: string, id: string): Promise<string> {
  const event = {
    specversion: '1.0',
    id,
    source: 'urn:lxc:fire',
    type: 'HazardFound',
    time: '2024-05-06T01:00:00Z',
    youanregion: '371302',
    data: {
      inspectionId: 'insp-1',
      facilityId: 'F-1',
      department: 'FIRE',
      hazardId: id,
      gravity: 'minor',
      clause: '消防法 §28',
      finding: '灭火器过期',
    },
  };
  const headers = { ...(await signedIn(url)), 'content-type': 'application/cloudevents+json' };
  const { results } = await json(`${url}/api/v1/intake/cloudevents`, {
    method: 'POST',
    headers,
    body: JSON.stringify(event),
  });
  return results[0]['outcome'];
}

describe('npm start', () => {
  test(
    'prints one page, keeps its facts over a restart, and leaves nothing running',
    async () => {
      const first = launch();
      const url = await first.url();
      for (const words of [
        '控制台 / Console',
        '演示账号',
        dataFolder,
        `${url}/docs`,
        'fire-inspector-lanshan',
      ])
        expect(first.said).toContain(words);
      expect(await post(url, 'hazard-1')).toBe('recorded');
      const server = postmaster();
      expect(await first.stop()).toBe(0);
      expect(isAlive(server)).toBe(false);
      expect(readdirSync(dataFolder)).not.toContain('lock');

      const second = launch();
      expect(await post(await second.url(), 'hazard-1')).toBe('duplicate');
      expect(await second.stop('SIGTERM')).toBe(0);
    },
    3 * MINUTES,
  );

  test(
    'killed without a warning, it starts again with everything that was answered',
    async () => {
      const killed = launch();
      expect(await post(await killed.url(), 'hazard-2')).toBe('recorded');
      const left = postmaster();
      await killed.stop('SIGKILL');
      expect(isAlive(left)).toBe(true);

      const again = launch();
      const url = await again.url();
      expect(again.said).toContain('its database was stopped safely');
      expect(isAlive(left)).toBe(false);
      expect(await post(url, 'hazard-2')).toBe('duplicate');
      await again.stop();
    },
    3 * MINUTES,
  );

  test(
    'stops, and says why, when its database dies',
    async () => {
      const program = launch();
      await program.url();
      process.kill(postmaster(), 'SIGKILL');
      expect(await program.ended).toBe(1);
      expect(program.said).toContain('The embedded database ended by itself (SIGKILL)');
    },
    3 * MINUTES,
  );

  test(
    'refuses a second instance on the same data and on the same port, and the first one does not notice',
    async () => {
      const first = launch();
      const url = await first.url();
      const sameData = launch();
      expect(await sameData.ended).toBe(1);
      expect(sameData.said).toContain(`is in use by another instance (process ${first.child.pid}, ${url})`);
      const samePort = launch({ PORT: new URL(url).port, DATA_DIR: `${dataFolder}-other` });
      expect(await samePort.ended).toBe(1);
      expect(samePort.said).toContain('is in use by another instance or program');
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      await first.stop();
    },
    3 * MINUTES,
  );

  test.each([
    ['a value it does not understand', { PORT: 'three thousand' }, 'PORT must be a port'],
    ['a name it does not know', { DATA_DIRR: '/tmp' }, 'did you mean DATA_DIR?'],
    ['production without an issuer', { NODE_ENV: 'production' }, 'needs ISSUER_URL'],
    ['an issuer that is no address', { ISSUER_URL: 'here' }, 'ISSUER_URL must be an address'],
  ])(
    'does not start with %s',
    async (_, environment, sentence) => {
      const program = launch(environment);
      expect(await program.ended).toBe(1);
      expect(program.said).toContain(sentence);
      expect(program.said).not.toContain('    at ');
    },
    MINUTES,
  );

  test(
    'says in a sentence that an external database cannot be reached',
    async () => {
      const nobody = await freePort();
      const program = launch({ DATABASE_URL: `postgres://u:secret@127.0.0.1:${nobody}/x` });
      expect(await program.ended).toBe(1);
      expect(program.said).toContain('DATABASE_URL');
      expect(program.said).not.toContain('secret');
    },
    MINUTES,
  );
});
