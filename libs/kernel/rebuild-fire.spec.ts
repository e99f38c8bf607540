import { jest } from '@jest/globals';
import pg from 'pg';
import { PostgresEventStore } from './postgres-event-store.js';
import { balance, balances } from './runner-accounts.specification.js';
import { PostgresReadModels } from './read-models.js';
import { doubled, entry, liveVersion, reports } from './rebuild-ground.specification.js';
import { fill, replayOf } from './runner-fill.specification.js';
import { pause } from './runner-pause.js';
import { sayMany } from './runner-story.specification.js';
import { Ground } from './runner-ground.specification.js';

const FULL = process.env['FAULTS'] === 'full';
const READERS = FULL ? 50 : 6;
jest.setTimeout(FULL ? 2_400_000 : 90_000);

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare((url) => new PostgresEventStore(url));
});
afterEach(() => ground.close());

/** While something is done, readers look and 500 events a second come in; answers what readers saw amiss. */
async function underFire(work: () => Promise<void>): Promise<readonly unknown[]> {
  let firing = true;
  const failures: unknown[] = [];
  const desk = new pg.Pool({ connectionString: ground.url, max: READERS });
  desk.on('error', (failure) => failures.push(failure));
  const readModels = new PostgresReadModels(desk);
  const readers = Array.from({ length: READERS }, async () => {
    for (let last = 0n; firing;) {
      try {
        const { rows } = await desk.query(`select balance from read.balance where key = 'A7'`);
        const seen = await readModels.seen('balance');
        if (seen < last) failures.push(`went back from ${last} to ${seen}`);
        last = seen;
        if (rows.length !== 1) failures.push('saw an empty table');
      } catch (failure) {
        failures.push(failure);
      }
      await pause(FULL ? 50 : 5);
    }
  });
  const writer = (async () => {
    for (let i = 0; firing; i += 1) {
      const tick = pause(40); // 20 events every 40 ms: 500 a second
      await sayMany(ground.store, { events: 20, accounts: 30, seed: 100 + i, prefix: `W${i}-` });
      await tick;
    }
  })();
  try {
    await work();
  } finally {
    firing = false;
    await Promise.allSettled([...readers, writer]);
    await desk.end();
  }
  await writer;
  return failures;
}

describe('blue/green under fire', () => {
  const [MOST, SOME] = FULL ? [5_000_000, 500_000] : [6_000, 6_000];
  test.each([
    [true, SOME],
    [false, MOST],
  ])(
    'readers see the old rows or the new ones, and nobody notices the switch (history %s, %s events)',
    async (history, events) => {
      await fill(ground.pool, events, 100);
      const old = ground.runner([entry(history)]);
      await old.start();
      await liveVersion(ground, { version: 1, build: 1 }, 1_200_000);
      await ground.caughtUp('balance', 1_200_000);

      const next = ground.runner([{ ...entry(history), projection: doubled }]);
      const failures = await underFire(async () => {
        await next.start();
        await liveVersion(ground, { version: 2 }, 1_200_000);
        await pause(300);
      });
      expect(failures).toEqual([]);
      await ground.caughtUp('balance', 60_000);
      expect(balances(await ground.rows())).toEqual(await replayOf(doubled, ground.store));
      const [, report] = await reports(ground);
      expect(report).toMatchObject({ version: 2, against_version: 1, expected: true });
      expect(Number(report.differing)).toBeGreaterThan(0);
      expect((await ground.live('balance')).switch_ms).toBeLessThan(FULL ? 100 : 500);

      const expected = [...(await replayOf(balance, ground.store))].sort(([a], [b]) => (a < b ? -1 : 1));
      const before = JSON.stringify(expected);
      await next.operations.rollBack('balance');
      await ground.until('the old rules are back and warm', async () => {
        const rows = balances(await ground.rows());
        return JSON.stringify([...rows]) === before;
      });
      await next.operations.accept('balance');
      await liveVersion(ground, { version: 2 });
      expect(balances(await ground.rows())).toEqual(await replayOf(doubled, ground.store));
    },
  );
});
