import { contractBook, publishedEvents } from '#contracts';
import type { DomainEvent, Recorded } from '#kernel';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projections } from './projections.js';

const folder = join(import.meta.dirname, '..', '..', 'libs', 'contracts', 'samples');
/** Every version of every event that ever was written, with the subjects it has. */
const samples = publishedEvents.flatMap(({ type, subjects }) =>
  readdirSync(folder)
    .filter((file) => file.startsWith(`${type}.v`))
    .map((file) => {
      const data = JSON.parse(readFileSync(join(folder, file), 'utf8')) as never;
      const version = Number(/\.v(\d+)\.json$/.exec(file)![1]);
      const recorded = contractBook.current({ event: { type, data }, version } as unknown as Recorded);
      return { file, recorded, subjects: subjects(recorded.event.data as never) };
    }),
);
type Partitions = (recorded: Recorded<DomainEvent>) => readonly string[];
const naming = projections.flatMap(({ projection: { name, partitions, partitionSubject } }) =>
  partitionSubject === undefined ? [] : [{ name, partitions: partitions as Partitions, partitionSubject }],
);

/** Partitions that the subjects do not name, or that they name and the projection does not mean. */
const unnamed = (partitions: Partitions, word: string) =>
  samples.flatMap(({ file, recorded, subjects }) => {
    const named = subjects
      .filter((one) => one.startsWith(`${word}:`))
      .map((one) => one.slice(word.length + 1));
    const touched = partitions(recorded);
    return named.length === 0 || touched.every((one) => named.includes(one)) ? [] : [file];
  });

test('some projections name their partitions by subject', () => expect(naming.length).toBeGreaterThan(2));

test.each(naming)('$name passes over no event whose partition its subjects do not name', (one) =>
  expect(unnamed(one.partitions, one.partitionSubject)).toEqual([]),
);

test('a projection whose partitions are others is found', () =>
  expect(unnamed(() => ['somebody else'], 'facility')).not.toEqual([]));
