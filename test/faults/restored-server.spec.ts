import { contractBook } from '#contracts';
import { PostgresEventStore, type ProjectionEntry } from '#kernel';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { Ground } from '../../libs/kernel/runner-ground.specification.js';
import { FULL, wholeLog } from '../../libs/kernel/store-crowd.specification.js';
import { dataSourceOn, migrate } from '../../src/platform/migrations.js';
import { projections } from '../../src/platform/projections.js';
import { Acknowledged } from './acknowledged.js';
import { anyFacts, tellAll } from './every-fact.js';
import { restoreInto } from './logical-dump.js';
import { OwnServer } from './own-server.js';
import { ReadModelProof } from './read-model-proof.js';

jest.setTimeout(FULL ? 900_000 : 60_000);
const [FACTS, PAIRS] = FULL ? [400, 200] : [60, 10];
const entries: readonly ProjectionEntry[] = projections.map((entry) => ({ ...entry, shards: 2 }));
const open = (url: string) => new PostgresEventStore(url, { pollMs: 100 });

let server: OwnServer;
const servers: OwnServer[] = [];
let home: Ground;
const grounds: Ground[] = [];
const on = (url: string) => {
  const ground = Ground.on(url, open);
  grounds.push(ground);
  return ground;
};
const runs = async (ground: Ground) => {
  await ground.runner(entries, { book: contractBook }).start();
  return new ReadModelProof(ground, entries);
};
const KEPT_BACK = ['DutyAssigned', 'PostEstablished'] as const;
const story = (length = FACTS) =>
  fc.sample(anyFacts(length), 1)[0]!.filter(({ event }) => !KEPT_BACK.includes(event.type as never));
/** Every byte of the log up to a position. */
const seal = async ({ pool }: Ground, upTo: number) =>
  (
    await pool.query(
      `select md5(string_agg(e::text || t.name, '|' order by position)) as seal
        from store.event e join store.type t using (type_id) where position <= $1`,
      [upTo],
    )
  ).rows[0].seal as string;
const checkpoints = async ({ pool }: Ground) =>
  (await pool.query('select name, shard, position from runner.shard order by 1, 2')).rows;

beforeAll(async () => {
  server = await OwnServer.start();
  servers.push(server);
  const source = await dataSourceOn(server.url).initialize();
  await migrate(source);
  await source.destroy();
  home = await Ground.prepare(open);
  grounds.push(home);
});
afterAll(async () => {
  for (const ground of grounds.reverse()) await ground.close();
  for (const one of servers) await one.stop();
});

/** Appends without end while a backup is made; answers how to stop. */
function writing({ store }: Ground): () => Promise<void> {
  let over = false;
  const done = (async () => {
    while (!over) await tellAll(store, story(5));
  })();
  return () => {
    over = true;
    return done;
  };
}

interface Then {
  readonly promised: Acknowledged;
  /** A type of event that only the restored server hears of. */
  readonly newType: string;
}

/** What stands on a restored server is the beginning of what was said at home, and work goes on there. */
async function livesOn(restored: Ground, from: Ground, { promised, newType }: Then): Promise<void> {
  await promised.prove(restored.store);
  const log = await wholeLog(restored.store);
  expect(log).toEqual((await wholeLog(from.store)).slice(0, log.length));
  expect(await seal(restored, log.length)).toBe(await seal(from, log.length));
  const before = await checkpoints(restored);
  expect(before.length).toBeGreaterThanOrEqual(entries.length * 2);
  for (const { position } of before) {
    expect(Number(position)).toBeGreaterThan(0);
    expect(Number(position)).toBeLessThanOrEqual(log.length);
  }
  const proof = await runs(restored);
  await proof.holds(PAIRS);
  await proof.rebuilds();
  await tellAll(restored.store, story());
  const neverSaid = anyFacts(1, [newType]);
  await tellAll(restored.store, fc.sample(neverSaid, 1)[0]!, (append, answer) =>
    promised.note(append, answer),
  );
  await promised.prove(restored.store);
  await expect(restored.pool.query('delete from store.event')).rejects.toThrow('history is only added to');
}

test('a dump, taken while facts come in, restored into a new cluster reads the same and goes on', async () => {
  const promised = new Acknowledged();
  const runner = await runs(home);
  await tellAll(home.store, story(), (append, answer) => promised.note(append, answer));
  await runner.holds(1);
  const stop = writing(home);
  const restored = on(server.url);
  await restoreInto(home.pool, restored.pool).finally(stop);
  await livesOn(restored, home, { promised, newType: KEPT_BACK[0] });
});

test('a copy of the folder, taken while facts come in, started as another cluster reads the same and goes on', async () => {
  const promised = new Acknowledged();
  const original = on(server.url);
  await tellAll(original.store, story(), (append, answer) => promised.note(append, answer));
  const stop = writing(original);
  const other = await server.restoredBackup().finally(stop);
  servers.push(other);
  const restored = on(other.url);
  await livesOn(restored, original, { promised, newType: KEPT_BACK[1] });
});
