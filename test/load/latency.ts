import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createServer } from '../../src/api/server.js';
import { openLog } from '../../src/log.js';
import { Platform } from '../../src/platform/platform.js';
import { readSettings } from '../../src/settings.js';
import { findings } from './finding.js';
import { ceilingResult, percentile, ROUNDS, type Benchmark } from './harness.js';
import type { LoadGround } from './load-ground.js';
import { seedLog } from './rebuild-log.js';

const PER_SECOND = 500;
const SECONDS = 10;
const PAGES = 300;
/** Five facilities share the log, so each has a timeline of 10,000 entries. */
const LOG = { events: 50_000, facilities: 5 };

interface Running {
  readonly platform: Platform;
  readonly url: string;
}

/** The whole platform over HTTP, on a log that is there before it starts. */
async function onPlatform<T>(ground: LoadGround, run: (running: Running) => Promise<T>): Promise<T> {
  const database = await ground.freshDatabase();
  const dataFolder = mkdtempSync(join(tmpdir(), 'youan-latency-'));
  const settings = readSettings({ RATE_LIMIT: '0', LOG_LEVEL: 'error' });
  const log = openLog(settings.get('LOG_LEVEL'));
  const vaultKeyFile = join(dataFolder, 'vault.key');
  const platform = await Platform.open({ databaseUrl: database.url, vaultKeyFile, log });
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await seedLog(pool, LOG.events, LOG.facilities);
  await pool.end();
  await platform.runner.start();
  const app = await createServer({ settings, platform, log, project: process.cwd(), dataFolder });
  await app.listen(0, '127.0.0.1');
  try {
    await quiet(platform);
    return await run({ platform, url: await app.getUrl() });
  } finally {
    await app.close();
    await platform.close();
    await database.drop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Every read model has seen everything, and every policy has answered it. */
async function quiet({ runner }: Platform) {
  for (const end = Date.now() + 300_000; Date.now() < end; await new Promise((done) => setTimeout(done, 200)))
    if ((await runner.status()).every(({ state, lag }) => state === 'live' && lag === 0)) return;
  throw new Error(`never quiet: ${JSON.stringify(await runner.status())}`);
}

/** From handing a fact to the store until its entry can be read, at a steady pace whatever the answers do. */
async function untilVisible({ store, readModels, pool }: Platform): Promise<number[]> {
  const latencies: number[] = [];
  const one = async () => {
    const start = performance.now();
    const append = findings(1);
    const answer = await store.append(append);
    if (answer.outcome !== 'ok') throw new Error(answer.outcome);
    await readModels.waitFor('timeline', answer.position);
    const { rowCount } = await pool.query('select from read.timeline where key = $1', [
      append.events[0]!.eventId,
    ]);
    if (rowCount !== 1) throw new Error(`event ${answer.position} is said to be seen and is not there`);
    latencies.push(performance.now() - start);
  };
  const all: Promise<void>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < PER_SECOND * SECONDS;) {
    const due = Math.floor(((performance.now() - start) / 1000) * PER_SECOND);
    for (; sent < Math.min(due, PER_SECOND * SECONDS); sent += 1) all.push(one());
    await new Promise((done) => setTimeout(done, 2));
  }
  await Promise.all(all);
  return latencies;
}

/** The first page of one timeline after another, over HTTP, as the console asks for it. */
async function firstPages(url: string, token: string, question: string): Promise<number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < PAGES; i += 1) {
    const start = performance.now();
    const answer = await fetch(
      `${url}/api/v1/facilities/F-${1 + (i % LOG.facilities)}/timeline?${question}`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    const { items } = (await answer.json()) as { items?: readonly unknown[] };
    if (items?.length !== 50) throw new Error(`${answer.status}: a page of ${items?.length}`);
    latencies.push(performance.now() - start);
  }
  return latencies.slice(PAGES / 10);
}

async function tokenOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'auditor' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

const p99 = async (measure: () => Promise<number[]>, rounds = ROUNDS) => {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(percentile(await measure(), 0.99));
  return measured;
};

const latency: Benchmark = {
  name: 'latency',
  run: (ground) =>
    onPlatform(ground, async ({ platform, url }) => {
      const token = await tokenOf(url);
      const visible = await p99(() => untilVisible(platform));
      const now = await p99(() => firstPages(url, token, 'limit=50'));
      const past = await p99(() => firstPages(url, token, 'limit=50&asOfTrue=2024-01-09&asOfKnown=40000'));
      return [
        ceilingResult('latency, accepted to visible at 500 events/s, p99', 'ms', 200, visible),
        ceilingResult('latency, first page of 10,000 entries, p99', 'ms', 30, now),
        ceilingResult('latency, first page as of a past day, p99', 'ms', 60, past),
      ];
    }),
};

export const latencyBenchmarks: readonly Benchmark[] = [latency];
