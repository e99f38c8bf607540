import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { newAppend, newEvent } from '../../libs/kernel/store-samples.specification.js';
import { PostgresEventStore } from '#kernel';
import pg from 'pg';
import { openLog } from '../../src/log.js';
import { Platform } from '../../src/platform/platform.js';
import { migratedDatabase } from '../support/migrated-database.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'youan-projections-'));

beforeAll(
  () => void execFileSync(process.execPath, ['deploy/embedded/build.mjs'], { stdio: 'ignore' }),
  240_000,
);
afterAll(() => rmSync(folder, { recursive: true }));

/** `npm run projections -- …`. */
async function projections(url: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url, DATA_DIR: folder };
  try {
    const { stdout, stderr } = await run(process.execPath, ['dist/src/cli/projections.js', ...args], { env });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

describe('npm run projections', () => {
  let database: { url: string; drop: () => Promise<void> };
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await migratedDatabase();
    pool = new pg.Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test('says what is wrong in a sentence', async () => {
    expect(await projections('', 'status')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/set DATABASE_URL/),
    });
    expect(await projections(database.url, 'dance')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/usage/),
    });
    const { code, said } = await projections(database.url, 'roll-back', 'timeline');
    expect([code, said]).toEqual([2, expect.stringContaining('timeline has no build for that')]);
    expect(said).not.toContain('    at ');
  }, 60_000);

  test('lists what is parked with the first reason', async () => {
    await pool.query(
      `insert into runner.build (name, build, version, shards, state, relation) values ('x', 1, 1, 1, 'live', '')`,
    );
    await pool.query(`insert into runner.shard (name, build, shard, position) values ('x', 1, 0, 7)`);
    await pool.query(
      `insert into runner.parked (name, build, partition, position, event_id, type, failure)
       values ('x', 1, 'F-1', 5, 'a', 'T', 'no such column'), ('x', 1, 'F-1', 6, 'b', 'T', null)`,
    );
    const { said } = await projections(database.url, 'parked');
    expect(said).toMatch(/x +F-1 +2 +5 +no such column/);
    expect((await projections(database.url, 'status')).said).toMatch(/^x +1 +live +7 +0 +2 +–$/m);
  }, 60_000);

  test('begins anew only when nobody works', async () => {
    const log = new PostgresEventStore(database.url);
    await log.append(newAppend('case-1', { events: [newEvent(), newEvent()] }));
    await log.close();
    await pool.query(`insert into relay.place (agreement, position, ordinal) values ('a', 40, 9)`);
    await pool.query(`update runner.shard set owner = 'p', lease_until = now() + interval '1 minute'`);
    const refused = await projections(database.url, 'begin-anew');
    expect(refused).toMatchObject({ code: 2, said: expect.stringMatching(/still running: p/) });
    await pool.query(`update runner.shard set lease_until = now() - interval '1 second'`);
    expect(await projections(database.url, 'begin-anew')).toMatchObject({ code: 0 });
    expect((await pool.query('select from runner.build')).rowCount).toBe(0);
    expect((await pool.query('select position, ordinal from relay.place')).rows).toEqual([
      { position: '2', ordinal: '9' },
    ]);
  }, 60_000);
});

test('a read model is rebuilt by an operator while the platform runs, and readers see the new build', async () => {
  const database = await migratedDatabase();
  const [databaseUrl, log] = [database.url, openLog('silent')];
  const platform = await Platform.open({ databaseUrl, vaultKeyFile: join(folder, 'vault.key'), log });
  const { runner } = platform;
  try {
    await runner.start();
    const began = await projections(databaseUrl, 'rebuild', 'hazard');
    expect(began).toMatchObject({ code: 0, said: expect.stringMatching(/build 2 has begun/) });
    const stateOf = async (build: number) =>
      (await runner.status()).find((one) => one.name === 'hazard' && one.build === build)?.state;
    for (const until = Date.now() + 20_000; Date.now() < until && (await stateOf(2)) !== 'live';)
      await pause(200);
    expect([await stateOf(1), await stateOf(2)]).toEqual(['kept', 'live']);
    expect((await projections(databaseUrl, 'roll-back', 'hazard')).code).toBe(0);
    expect(await stateOf(1)).toBe('live');
  } finally {
    await platform.close();
    await database.drop();
  }
}, 60_000);
