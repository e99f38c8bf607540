import type { Severity, TimelineEntry } from '../api';
import { DAY, msOf } from '../parts/instant';

/** Why an entry is grey: it had not happened by the day asked for, or nobody here knew of it yet. */
export type Fallen = 'later' | 'unknown';

/** One entry in its place: at the time it was true, with the time it was known. Milliseconds. */
export interface Mark {
  readonly entry: TimelineEntry;
  readonly at: number;
  readonly knownAt: number;
  /** Known more than a day after it was true: the picture draws a tail from the one to the other. */
  readonly tailed: boolean;
  readonly fallen: Fallen | null;
}

/**
 * Puts every entry we know today in its place. `asOf` holds the entries of the as-of answer: what is in it is shown in its
 * words of that time, what is not has fallen away and turns grey instead of vanishing.
 */
export function marksOf(
  entries: readonly TimelineEntry[],
  asOf: { readonly entries: readonly TimelineEntry[]; readonly trueUntil: number } | null,
): Mark[] {
  const then = asOf && new Map(asOf.entries.map((entry) => [entry.entryId, entry]));
  return entries.map((today) => {
    const entry = then?.get(today.entryId) ?? today;
    const at = msOf(entry.occurredAt);
    const knownAt = msOf(entry.recordedAt);
    const gone = then !== null && !then.has(today.entryId);
    const fallen = gone ? (at > asOf!.trueUntil ? 'later' : 'unknown') : null;
    return { entry, at, knownAt, tailed: knownAt - at > DAY, fallen };
  });
}

/** Days, rounded down, by which the knowledge came after the fact; 0 where no tail is drawn. */
export const delayInDays = ({ tailed, knownAt, at }: Mark) => (tailed ? Math.floor((knownAt - at) / DAY) : 0);

/** The departments that said something, in the order of the published list; each is one lane. */
export function lanesOf(entries: readonly TimelineEntry[], order: readonly string[]): string[] {
  const said = new Set<string>(entries.map(({ department }) => department));
  return [
    ...order.filter((code) => said.has(code)),
    ...[...said].filter((code) => !order.includes(code)).sort(),
  ];
}

const WORST_FIRST: readonly Severity[] = ['grave', 'bad', 'minor', 'good', 'neutral'];
export const worstOf = (marks: readonly Mark[]): Severity =>
  WORST_FIRST.find((severity) => marks.some(({ entry }) => entry.severity === severity)) ?? 'neutral';
