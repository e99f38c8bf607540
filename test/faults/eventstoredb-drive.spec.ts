import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StandInCluster } from '../support/eventstoredb/stand-in-cluster.js';
import { StandInProcess } from '../support/eventstoredb/stand-in-process.js';
import { violations, type Evidence, type ReadBack } from './eventstoredb-proof.js';

describe('the proof at the end of a run with killed servers', () => {
  const eventIds = [randomUUID(), randomUUID()];
  const log: ReadBack[] = eventIds.map((eventId, i) => ({
    eventId,
    stream: 'case-1',
    revision: i,
    position: BigInt(100 * i),
  }));
  const promise = { stream: 'case-1', eventIds };
  const sound: Evidence = {
    promised: [{ ...promise, answer: { outcome: 'ok', revision: 1, position: 100n } }],
    log,
    projected: new Map(log.map(({ eventId }) => [eventId, 1])),
  };
  const [first, second] = log as [ReadBack, ReadBack];
  const planted: [string, Partial<Evidence>, RegExp][] = [
    [
      'an answer that cannot be',
      { promised: [{ ...promise, answer: { outcome: 'version-conflict', revision: 0 } }] },
      /answered version-conflict/,
    ],
    ['a lost event', { log: [first] }, /is lost/],
    ['an event stored twice', { log: [...log, { ...second, revision: 2, position: 200n }] }, /stored twice/],
    ['an event in another place', { log: [first, { ...second, position: 90n }] }, /stands elsewhere/],
    ['a hole in a stream', { log: [first, { ...second, revision: 2 }] }, /has a hole/],
    ['an event not projected', { projected: new Map([[first.eventId, 1]]) }, /projected 0 times/],
    [
      'an event projected twice',
      {
        projected: new Map([
          [first.eventId, 1],
          [second.eventId, 2],
        ]),
      },
      /projected 2 times/,
    ],
  ];
  test('finds nothing where everything is as it must be', () => expect(violations(sound)).toEqual([]));
  test.each(planted)('notices %s', (_, plant, says) =>
    expect(violations({ ...sound, ...plant }).join('\n')).toMatch(says),
  );
});

/** `npm run test:eventstoredb:faults -- SECONDS` with nothing but an address and, here, our PostgreSQL. */
function drive(url: string, seconds: string) {
  const here = import.meta.dirname;
  const program = [join(here, 'typescript.mjs'), join(here, 'eventstoredb-drive.ts'), seconds];
  const run = spawn(process.execPath, ['--conditions=source', '--import', ...program], {
    cwd: join(here, '../..'),
    env: { ...process.env, NODE_OPTIONS: '', EVENTSTOREDB_URL: url },
    timeout: 90_000, // then what it said so far is told, instead of nothing
  });
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (text) => (said += String(text)));
  return once(run, 'exit').then(([code]) => [code as number, said] as const);
}
const NOTHING_WRONG = /0 violations; longest silence \d+\.\d s/;

test('writers and a projection lose nothing while the server is killed twice', async () => {
  const server = await StandInProcess.start();
  const ended = drive(server.url, '5');
  for (let kills = 0; kills < 2; kills += 1) {
    await sleep(2_500);
    await server.kill();
    await sleep(300);
    await server.restart();
  }
  expect(await ended).toEqual([0, expect.stringMatching(NOTHING_WRONG)]);
  await server.stop();
}, 120_000);

test('nor while the leader of three is killed twice, and comes back', async () => {
  const cluster = await StandInCluster.start();
  const ended = drive(cluster.url, '8');
  for (let kills = 0; kills < 2; kills += 1) {
    await sleep(3_500);
    await cluster.killLeader(800);
    await sleep(500);
    await cluster.restart();
  }
  expect(await ended).toEqual([0, expect.stringMatching(NOTHING_WRONG)]);
  cluster.stop();
}, 120_000);

test('what cannot begin is said in a sentence, with an exit code of its own', async () => {
  const cluster = await StandInCluster.start();
  const [code, said] = await drive(cluster.url.replace('tls=false', 'tls=true'), '5');
  expect([code, said]).toEqual([2, expect.stringMatching(/^事件库 .* speaks plain text, .*\n$/)]);
  cluster.stop();
}, 60_000);
