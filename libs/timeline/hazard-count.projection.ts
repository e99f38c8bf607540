import type { HazardRow } from './hazard.table.js';

/** What a card says about hazards, as of a day. */
export interface HazardCounts {
  readonly minor: number;
  readonly serious: number;
  readonly grave: number;
  readonly overdue: number;
  readonly awaitingRecheck: number;
  readonly orders: number;
}
export const noHazards: HazardCounts = {
  minor: 0,
  serious: 0,
  grave: 0,
  overdue: 0,
  awaitingRecheck: 0,
  orders: 0,
};

/** Overdue is asked of a day and never stored: the same row is late tomorrow without anybody writing. */
export function countHazards(hazards: Iterable<HazardRow>, day: string): HazardCounts {
  let counts = noHazards;
  for (const { open, gravity, claimed, dueOn, orderNo } of hazards) {
    if (!open || gravity === null) continue;
    const late = !claimed && dueOn !== null && dueOn < day;
    counts = {
      ...counts,
      [gravity]: counts[gravity] + 1,
      overdue: counts.overdue + Number(late),
      awaitingRecheck: counts.awaitingRecheck + Number(claimed),
      orders: counts.orders + Number(orderNo !== null),
    };
  }
  return counts;
}
