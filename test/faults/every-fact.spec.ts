import { contractBook } from '#contracts';
import { replay, type ProjectionEntry, type Recorded } from '#kernel';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetTypes } from '../../libs/kernel/projection-registry.js';
import { Ground } from '../../libs/kernel/runner-ground.specification.js';
import { FULL, wholeLog } from '../../libs/kernel/store-crowd.specification.js';
import { projections } from '../../src/platform/projections.js';
import { anyFacts, recordedSample, samples, tellAll } from './every-fact.js';
import { inMemory, inTable } from './rows-compared.js';

jest.setTimeout(FULL ? 900_000 : 60_000);
const [RUNS, FACTS, PAIRS] = FULL ? [20, 400, 1_000] : [1, 120, 40];
const goldenFile = join(import.meta.dirname, 'every-fact.golden.json');
type Golden = Readonly<Record<string, Readonly<Record<string, string>>>>;

const replayed = (entry: ProjectionEntry, log: readonly Recorded[]) =>
  inMemory(entry, replay(forgetTypes(entry), log));
const nameOf = ({ projection: { name, version } }: ProjectionEntry) => `${name} v${version}`;

/** Every sample once more after all the others have been told: what it adds and what it changes. */
function digests(entry: ProjectionEntry): Readonly<Record<string, string>> {
  const before = samples.map((sample, i) => contractBook.current(recordedSample(sample, i + 1)));
  return Object.fromEntries(
    samples.map((sample) => {
      const again = contractBook.current(recordedSample(sample, 1_000));
      const rows = JSON.stringify([...replayed(entry, [...before, again])]);
      const digest = createHash('sha256').update(rows).digest('hex').slice(0, 16);
      return [`${sample.type} v${sample.version}`, digest];
    }),
  );
}

/** Other rules need another version of the projection; `GOLDEN=write` then notes what rows they make. */
describe('every version of every event, read by every projection', () => {
  const present = Object.fromEntries(projections.map((entry) => [nameOf(entry), digests(entry)]));
  if (process.env['GOLDEN'] === 'write') writeFileSync(goldenFile, `${JSON.stringify(present, null, 2)}\n`);
  const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Golden;

  test.each(projections.map((entry) => [nameOf(entry)]))(
    'makes the rows of the day the rules of %s were released',
    (name) => expect(present[name]).toEqual(golden[name]),
  );

  test('a changed rule is noticed', () => {
    const [entry] = projections as [ProjectionEntry];
    const { HazardFound } = forgetTypes(entry).rules;
    const rules = { ...forgetTypes(entry).rules, HazardFound: { because: 'a test' } };
    const changed = { ...entry, projection: { ...entry.projection, rules } } as unknown as ProjectionEntry;
    expect(HazardFound).toBeDefined();
    expect(digests(changed)).not.toEqual(golden[nameOf(entry)]);
  });
});

describe('facts of every kind in any order, late and corrected', () => {
  let ground: Ground;
  const entries = projections.map((entry, i) => ({ ...entry, shards: 1 + (i % 3) }));
  const withTime = entries.filter(({ table }) => 'occurredAt' in table.columns);

  const rowsOf = async (entry: ProjectionEntry, where = '', values: unknown[] = []) => {
    const relation = `read.${entry.projection.name}${where && '_history'}`;
    const sql = `select key, to_jsonb(t) as row from ${relation} t ${where}`;
    return inTable(entry, (await ground.pool.query(sql, values)).rows);
  };
  const seen = () => Promise.all(entries.map(({ projection }) => ground.caughtUp(projection.name, 60_000)));

  /** Every read model is what the pure rules make of the log. */
  async function fitsTheLog(log: readonly Recorded[]): Promise<void> {
    for (const entry of entries) expect(await rowsOf(entry)).toEqual(replayed(entry, log));
    expect((await ground.pool.query('select * from runner.parked')).rows).toEqual([]);
  }

  /** What was known at a position, and of that what had happened by an instant, is what brute force says. */
  async function fitsAsOf(log: readonly Recorded[], pairs: number): Promise<void> {
    for (let i = 0; i < pairs; i += 1) {
      const known = BigInt(Math.floor(Math.random() * (log.length + 1)));
      const by = log[Math.floor(Math.random() * log.length)]!.occurredAt;
      const then = log.filter(({ position }) => position <= known);
      const entry = entries[i % entries.length]!;
      if (entry.table.history)
        expect(await rowsOf(entry, 'where known_from <= $1 and known_to > $1', [known])).toEqual(
          replayed(entry, then),
        );
      const timed = withTime[i % withTime.length]!;
      expect(
        await rowsOf(timed, 'where known_from <= $1 and known_to > $1 and occurred_at <= $2', [known, by]),
      ).toEqual(
        replayed(
          timed,
          then.filter(({ occurredAt }) => occurredAt <= by),
        ),
      );
    }
  }

  async function rebuilt(): Promise<void> {
    const { operations } = ground.runners[0]!;
    for (const { projection } of entries) await operations.rebuild(projection.name);
    for (const { projection } of entries)
      await ground.until(
        `${projection.name} is built again`,
        async () => (await ground.live(projection.name))?.build === 2,
      );
    const { rows } = await ground.pool.query(
      'select name, missing, added, differing from runner.rebuild_report where build = 2 order by name',
    );
    const same = entries.map(({ projection: { name } }) => ({
      name,
      missing: '0',
      added: '0',
      differing: '0',
    }));
    expect(rows).toEqual(same.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  test('make the same rows as they come, by replay and by rebuild, as of any day and any position', async () => {
    const story = fc.asyncProperty(anyFacts(FACTS), async (facts) => {
      ground = await Ground.prepare();
      try {
        await tellAll(ground.store, facts.slice(0, FACTS / 2));
        await ground.runner(entries, { book: contractBook }).start();
        await tellAll(ground.store, facts.slice(FACTS / 2));
        await seen();
        const log = await wholeLog(ground.store);
        await fitsTheLog(log);
        await fitsAsOf(log, PAIRS / RUNS);
        await rebuilt();
        await fitsTheLog(log);
        await fitsAsOf(log, PAIRS / RUNS);
      } finally {
        await ground.close();
      }
    });
    await fc.assert(story, { numRuns: RUNS, endOnFailure: true });
  });
});
