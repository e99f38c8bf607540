import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newAppend, newEvent } from '../../libs/kernel/store-samples.specification.js';
import { StandInProcess } from '../support/eventstoredb/stand-in-process.js';
import { violations, type Evidence, type ReadBack } from './eventstoredb-proof.js';

describe('the proof at the end of a run with killed servers', () => {
  const append = newAppend('case-1', { events: [newEvent(), newEvent()] });
  const log: ReadBack[] = append.events.map(({ eventId }, i) => ({
    ...{ eventId, stream: 'case-1', revision: i, position: BigInt(100 * i) },
  }));
  const sound: Evidence = {
    promised: [[append, { outcome: 'ok', revision: 1, position: 100n }]],
    log,
    projected: new Map(log.map(({ eventId }) => [eventId, 1])),
  };
  const [first, second] = log as [ReadBack, ReadBack];
  const planted: [string, Partial<Evidence>, RegExp][] = [
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

test('writers and a projection lose nothing while the server is killed twice', async () => {
  const server = await StandInProcess.start();
  const here = import.meta.dirname;
  const run = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      join(here, 'typescript.mjs'),
      join(here, 'eventstoredb-drive.ts'),
      '5',
    ],
    {
      cwd: join(here, '../..'),
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        EVENTSTOREDB_URL: server.url,
        DATABASE_URL: process.env['TEST_DATABASE_URL'],
      },
    },
  );
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (text) => (said += String(text)));
  const ended = once(run, 'exit');
  for (let kills = 0; kills < 2; kills += 1) {
    await sleep(2_500);
    await server.kill();
    await sleep(300);
    await server.restart();
  }
  const [code] = (await ended) as [number];
  expect([code, said]).toEqual([0, expect.stringMatching(/0 violations; longest silence \d+\.\d s/)]);
  await server.stop();
}, 120_000);
