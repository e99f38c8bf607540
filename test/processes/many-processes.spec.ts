import { jest } from '@jest/globals';
import { contractBook } from '#contracts';
import { PostgresEventStore, PostgresReadModels, ProjectionRegistry, Runner, type Recorded } from '#kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { projections } from '../../src/platform/projections.js';
import { freshDatabase } from '../support/fresh-database.js';
import { Crew } from './crew.js';
import { readModelFaults, violations, wholeLog } from './proof.js';
import { Senders } from './senders.js';
import { TakeOvers } from './take-overs.js';

/** `npm run test:processes -- SECONDS`; within `npm test` each kind of stroke once. */
const SECONDS = Number(process.env['PROCESSES_SECONDS'] ?? 0);
const TAKE_OVER_WITHIN_SECONDS = 15;
const ANSWERS = { fact: 'HazardFound', answer: 'RectificationOpened' };
const names = projections.map(({ projection }) => projection.name);

jest.setTimeout((SECONDS + 240) * 1_000);

let database: { url: string; drop: () => Promise<void> };
let dataFolder: string;
let pool: pg.Pool;
let store: PostgresEventStore;
let takeOvers: TakeOvers;
let crew: Crew;
let senders: Senders;
let log: readonly Recorded[];

/** The program as production runs it: built. The script is no part of the build, so it is found from here. */
async function build() {
  const script = pathToFileURL(join(process.cwd(), 'deploy', 'embedded', 'prepare.mjs')).href;
  await ((await import(script)) as { build: (name: string) => Promise<void> }).build('program');
}

/** Each kind once and as close together as may be; then, if more time was asked for, at random. */
async function strike() {
  await crew.kill('projector');
  await crew.kill('timer');
  await pause(1_000);
  await crew.kill('door');
  await pause(1_500);
  await crew.putToSleep();
  for (const until = Date.now() + SECONDS * 1_000; Date.now() < until;) {
    await pause(1_000 + Math.random() * 3_000);
    const dice = Math.random();
    if (dice < 0.2) await crew.putToSleep();
    else await crew.kill(dice < 0.6 ? 'projector' : dice < 0.8 ? 'timer' : 'door');
  }
  await crew.recovered();
}

/** Everything is answered and shown: policies too, whose commands make the log longer. */
async function caughtUp() {
  const readModels = new PostgresReadModels(pool);
  for (let head = -1n; head !== (await store.head());) {
    head = await store.head();
    for (const name of [...names, 'policy:openRectificationOnHazardFound'])
      await readModels.waitFor(name, head, 60_000);
    await pause(500);
  }
}

function tell() {
  const longest = [...takeOvers.seen].sort((one, other) => other.seconds - one.seconds)[0];
  const struck = crew.strokes.map(({ victim, what }) => `${victim} ${what}`);
  process.stdout.write(
    `  ${senders.acknowledged.length} events acknowledged, ${senders.retries} requests sent again, ${log.length} in the log\n` +
      `  ${struck.length} strokes: ${struck.slice(0, 12).join(', ')}${struck.length > 12 ? ' …' : ''}\n` +
      `  ${takeOvers.seen.length} take-overs, the longest ${longest?.seconds.toFixed(1)} s (${longest?.what} of ${longest?.victim})\n`,
  );
}

beforeAll(async () => {
  await build();
  database = await freshDatabase();
  dataFolder = mkdtempSync(join(tmpdir(), 'youan-processes-'));
  pool = new pg.Pool({ connectionString: database.url, max: 6 });
  pool.on('error', () => undefined);
  store = new PostgresEventStore(database.url);
  takeOvers = new TakeOvers(pool);
  const environment = { DATABASE_URL: database.url, DATA_DIR: dataFolder, DEMO_CITY: 'off', RATE_LIMIT: '0' };
  crew = await Crew.start({ ...environment, LOG_LEVEL: 'fatal' }, takeOvers);
  let over = false;
  senders = new Senders(crew.doors, () => !over);
  const sending = senders.run();
  await pause(2_000);
  await strike();
  over = true;
  await sending;
  await caughtUp();
  log = await wholeLog(store);
  tell();
});
afterAll(async () => {
  await crew?.end();
  await store?.close();
  await pool?.end();
  await database?.drop();
  if (dataFolder) rmSync(dataFolder, { recursive: true, force: true });
});

test('there was a load, and every kind of process was struck under it', () => {
  expect(senders.acknowledged.length).toBeGreaterThan(500);
  expect(senders.wrongAnswers).toEqual([]);
  const struck = new Set(crew.strokes.map(({ victim, what }) => `${victim.split(' ')[0]} ${what}`));
  const wanted = ['projector killed', 'projector put to sleep', 'timer killed', 'door killed'];
  expect([...struck]).toEqual(expect.arrayContaining(wanted));
  expect(takeOvers.seen.length).toBeGreaterThan(2);
});

test('every acknowledged event stands exactly once, at contiguous positions, answered once', () =>
  expect(violations({ acknowledged: senders.eventIds, log, answers: ANSWERS })).toEqual([]));

test.each(projections.map((entry) => [entry.projection.name, entry] as const))(
  '%s shows what the pure rules make of the log: nothing lost, nothing twice',
  async (_, entry) => expect(await readModelFaults(pool, entry, log)).toEqual([]),
);

test('nothing had to be set aside', async () =>
  expect((await pool.query('select name, partition, failure from runner.parked')).rows).toEqual([]));

test('what a process held was taken over within 15 seconds', () => {
  const late = takeOvers.seen.filter(({ seconds }) => seconds > TAKE_OVER_WITHIN_SECONDS);
  expect(late).toEqual([]);
});

test('each shard has one worker at the end, by fair shares, and each seat one holder', async () => {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from runner.shard');
  const share = Math.ceil(rows[0]!.n / crew.named('projector').length);
  const counts = async () => {
    const parts = await Promise.all(crew.named('projector').map((one) => one.played()));
    return parts.map(({ shards }) => Object.values(shards).reduce((sum, count) => sum + count, 0));
  };
  const fair = (held: readonly number[]) =>
    held.every((count) => count <= share) && held.reduce((sum, count) => sum + count, 0) === rows[0]!.n;
  let held = await counts();
  for (let tries = 0; !fair(held) && tries < 40; tries += 1) {
    await pause(500);
    held = await counts();
  }
  expect([held, fair(held)]).toEqual([held, true]);
  // Its holder may have been killed by the last stroke, and then its lease runs on for a while.
  const seats = async (seat: string) =>
    (await Promise.all(crew.named('timer').map((one) => one.played())))
      .map((part) => part.seats[seat])
      .sort();
  const until = Date.now() + TAKE_OVER_WITHIN_SECONDS * 1_000;
  for (const seat of ['timer', 'ledger']) {
    let holders = await seats(seat);
    for (; !holders.includes('held') && Date.now() < until; holders = await seats(seat)) await pause(500);
    expect(holders).toEqual(['held', 'waiting']);
  }
});

test('every state that history keeps is the one a rebuild from the first event makes', async () => {
  const registry = new ProjectionRegistry(projections, contractBook);
  const { operations } = new Runner({ store, pool, book: contractBook, registry });
  for (const name of names) await operations.rebuild(name);
  const reports = async () =>
    (
      await pool.query<{ name: string; missing: string; added: string; differing: string }>(
        'select name, missing, added, differing from runner.rebuild_report where build > 1 order by name',
      )
    ).rows;
  for (const until = Date.now() + 60_000; (await reports()).length < names.length && Date.now() < until;)
    await pause(200);
  const same = { missing: '0', added: '0', differing: '0' };
  expect(await reports()).toEqual([...names].sort().map((name) => ({ name, ...same })));
});
