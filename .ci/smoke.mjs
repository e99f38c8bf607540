// Starts the platform as a newcomer would, in a data folder of its own, asks it for one timeline, and stops it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const project = join(import.meta.dirname, '..');
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 30_000;

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function json(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function ready(url, child) {
  for (const until = Date.now() + START_WITHIN_MS; Date.now() < until; await pause(250)) {
    if (child.exitCode !== null) throw new Error(`the platform ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error('the platform was not ready in time');
}

async function oneTimeline(url) {
  const { token } = await json(`${url}/api/v1/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'auditor' }),
  });
  const headers = { authorization: `Bearer ${token}` };
  const { items: facilities } = await json(`${url}/api/v1/facilities?limit=1`, { headers });
  if (facilities.length === 0) throw new Error('there is no facility');
  const { facilityId, name } = facilities[0];
  const { items } = await json(`${url}/api/v1/facilities/${facilityId}/timeline`, { headers });
  if (items.length === 0) throw new Error(`the timeline of ${facilityId} is empty`);
  return `${name}: ${items.length} entries, newest "${items[0].zh}"`;
}

async function stopped(child) {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return Promise.race([ended, pause(STOP_WITHIN_MS, 'still running')]);
}

const dataFolder = mkdtempSync(join(tmpdir(), 'youan-smoke-'));
const port = await freePort();
const started = performance.now();
const child = spawn(process.execPath, ['deploy/embedded/start.mjs'], {
  cwd: project,
  stdio: 'inherit',
  env: { ...process.env, PORT: String(port), DATA_DIR: dataFolder },
});
let failure;
try {
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  console.log(
    `ok   ready on Node ${process.versions.node} after ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  console.log(`ok   ${await oneTimeline(url)}`);
} catch (error) {
  failure = error.message;
}
const code = await stopped(child);
if (code !== 0) {
  failure ??= `stopping answered ${code}`;
  child.kill('SIGKILL');
}
rmSync(dataFolder, { recursive: true, force: true });
if (failure) console.error(`FAIL ${failure}`);
process.exit(failure ? 1 : 0);
