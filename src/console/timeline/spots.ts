import { grouped } from '../parts/grouped';
import { worstOf } from './marks';
import type { Mark } from './marks';
import type { Severity } from '../api';
import type { Window } from './window';

/** What is drawn at one place of a lane: one entry, or a count of entries that would overlap. */
export interface Spot {
  readonly lane: string;
  readonly at: number;
  readonly to: number;
  readonly marks: readonly Mark[];
  readonly worst: Severity;
}

/** Which spots a window of `width` pixels shows, when two of them in a lane may not be nearer than `apart` pixels. */
export function spotsOf(marks: readonly Mark[], window: Window, width: number, apart: number): Spot[] {
  const reach = ((window.to - window.from) / Math.max(width, 1)) * apart;
  const lanes = grouped(
    marks.filter(({ at }) => at >= window.from - reach && at <= window.to + reach),
    ({ entry, fallen }) => `${entry.department}${fallen === null ? '' : ' fallen'}`,
  );
  return [...lanes.values()].flatMap((inLane) => gathered(inLane, reach));
}

function gathered(inLane: readonly Mark[], reach: number): Spot[] {
  const groups: Mark[][] = [];
  for (const mark of [...inLane].sort((a, b) => a.at - b.at)) {
    const open = groups.at(-1);
    if (open && mark.at - open[0]!.at < reach) open.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => ({
    lane: group[0]!.entry.department,
    at: group[0]!.at,
    to: group.at(-1)!.at,
    marks: group,
    worst: worstOf(group),
  }));
}
