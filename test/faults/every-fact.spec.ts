import { contractBook } from '#contracts';
import type { ProjectionEntry } from '#kernel';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetTypes } from '../../libs/kernel/projection-registry.js';
import { Ground } from '../../libs/kernel/runner-ground.specification.js';
import { FULL } from '../../libs/kernel/store-crowd.specification.js';
import { projections } from '../../src/platform/projections.js';
import { anyFacts, recordedSample, samples, tellAll } from './every-fact.js';
import { ReadModelProof, replayed } from './read-model-proof.js';

jest.setTimeout(FULL ? 900_000 : 60_000);
const [RUNS, FACTS, PAIRS] = FULL ? [20, 400, 1_000] : [1, 120, 40];
const goldenFile = join(import.meta.dirname, 'every-fact.golden.json');
type Golden = Readonly<Record<string, Readonly<Record<string, string>>>>;

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
  const entries = projections.map((entry, i) => ({ ...entry, shards: 1 + (i % 3) }));

  test('make the same rows as they come, by replay and by rebuild, as of any day and any position', async () => {
    const story = fc.asyncProperty(anyFacts(FACTS), async (facts) => {
      const ground = await Ground.prepare();
      const proof = new ReadModelProof(ground, entries);
      try {
        await tellAll(ground.store, facts.slice(0, FACTS / 2));
        await ground.runner(entries, { book: contractBook }).start();
        await tellAll(ground.store, facts.slice(FACTS / 2));
        await proof.holds(PAIRS / RUNS);
        await proof.rebuilds();
        await proof.holds(PAIRS / RUNS);
      } finally {
        await ground.close();
      }
    });
    await fc.assert(story, { numRuns: RUNS, endOnFailure: true });
  });
});
