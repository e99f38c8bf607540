import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '#kernel';
import { newAppend, newEvent } from '../../libs/kernel/store-samples.specification.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.mjs';
import { freshDatabase } from '../support/fresh-database.js';
import { migratedDatabase } from '../support/migrated-database.js';

const project = join(import.meta.dirname, '../..');

/** `npm run store -- …` without building first. */
async function store(...args: string[]): Promise<{ code: number; said: string }> {
  const loader = join(project, 'test/faults/typescript.mjs');
  const program = join(project, 'src/cli/store.ts');
  const run = spawn(process.execPath, ['--conditions=source', '--import', loader, program, ...args], {
    cwd: project,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (text) => (said += String(text)));
  const [code] = (await once(run, 'close')) as [number];
  return { code, said };
}

describe('npm run store', () => {
  let home: { url: string; drop: () => Promise<void> };
  let standIn: StandIn;
  const folder = mkdtempSync(join(tmpdir(), 'youan-copy-'));
  const file = join(folder, 'log.ndjson.gz');
  beforeAll(async () => {
    home = await migratedDatabase();
    standIn = await startStandIn();
    const log = new PostgresEventStore(home.url);
    for (let i = 0; i < 60; i += 1)
      await log.append(newAppend(`case-${i % 7}`, { events: [newEvent(), newEvent()] }));
    await log.close();
  });
  afterAll(async () => {
    standIn.stop();
    await home.drop();
    rmSync(folder, { recursive: true });
  });

  test('copies the log to EventStoreDB and proves it, and has nothing left to do the second time', async () => {
    const copy = () => store('copy', '--from', home.url, '--to', standIn.url);
    const first = await copy();
    expect(first).toMatchObject({
      code: 0,
      said: expect.stringMatching(/copied 120 events[^]*equal: ids, bytes/),
    });
    expect(standIn.ours()).toHaveLength(120);
    const second = await copy();
    expect(second).toMatchObject({ code: 0, said: expect.stringMatching(/copied 0 events[^]*equal/) });
    expect(standIn.ours()).toHaveLength(120);
  }, 60_000);

  test('and back into an empty database, by way of a file', async () => {
    const empty = await freshDatabase();
    const out = await store('export', '--from', standIn.url, '--file', file);
    expect(out).toMatchObject({ code: 0, said: expect.stringContaining('exported 120 events') });
    const into = await store('import', '--file', file, '--to', empty.url);
    expect(into).toMatchObject({ code: 0, said: expect.stringContaining('copied 120 events') });
    const verified = await store('verify', '--from', home.url, '--to', empty.url);
    expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('equal') });
    await empty.drop();
  }, 60_000);

  test('says that two logs differ, that a target holds something else, and how it is used', async () => {
    const other = await migratedDatabase();
    const log = new PostgresEventStore(other.url);
    await log.append(newAppend('case-1'));
    await log.close();
    const verified = await store('verify', '--from', home.url, '--to', other.url);
    expect(verified).toMatchObject({ code: 1, said: expect.stringContaining('the two logs differ') });
    const refused = await store('copy', '--from', home.url, '--to', other.url);
    expect(refused).toMatchObject({ code: 2, said: expect.stringContaining('which the source does not') });
    expect(await store('copy', '--from', 'mysql://h', '--to', home.url)).toMatchObject({
      code: 2,
      said: expect.stringContaining('--from must be'),
    });
    expect((await store('--help')).said).toContain('npm run store -- copy');
    await other.drop();
  }, 60_000);
});
