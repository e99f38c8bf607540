import type { Place } from './eventstoredb-index.js';

export interface Run {
  readonly stream: string;
  readonly from: number;
  to: number;
  readonly wanted: Set<number>;
}
/** Unwanted events that are read along rather than asked around. */
const LARGEST_GAP = 16;

/** As few reads as the places allow: neighbours of one stream are read together. */
export function runsOf(places: readonly Place[]): Run[] {
  const runs: Run[] = [];
  const sorted = [...places].sort((a, b) =>
    a.stream === b.stream ? a.revision - b.revision : a.stream < b.stream ? -1 : 1,
  );
  for (const { stream, revision } of sorted) {
    const last = runs.at(-1);
    if (last?.stream === stream && revision - last.to <= LARGEST_GAP) {
      last.to = revision;
      last.wanted.add(revision);
    } else runs.push({ stream, from: revision, to: revision, wanted: new Set([revision]) });
  }
  return runs;
}
