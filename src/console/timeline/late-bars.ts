import { grouped } from '../parts/grouped';
import { endOfDay, msOf } from '../parts/instant';
import type { Mark } from './marks';

/**
 * Something that was due: from the day it was due to the day it was done, or to today. Only what is
 * late has one.
 */
export interface LateBar {
  readonly lane: string;
  readonly chain: string;
  readonly dueOn: string;
  readonly from: number;
  readonly to: number;
  /** Null while it is still not done. */
  readonly doneAt: string | null;
  /** Which of the thin rows under the lane's marks it lies in. */
  readonly row: number;
}

/** What ends an obligation. A re-inspection that found nothing put right ends nothing. */
const ends = ({ entry }: Mark) =>
  ['HazardRectified', 'ComplaintAnswered', 'InspectionOpened', 'MeasureLifted'].includes(entry.eventType) ||
  (entry.eventType === 'RectificationVerified' && entry.severity === 'good');

/** The late bars of all chains. `today` ends the bars of what was never done; `rows` is how many thin rows there are. */
export function lateBarsOf(marks: readonly Mark[], today: number, rows: number): LateBar[] {
  const chains = grouped(
    marks.filter(({ fallen }) => fallen === null),
    ({ entry }) => entry.chain,
  );
  const bars = [...chains.values()].flatMap((chain) => lateIn(chain, today));
  return stacked(
    bars.sort((a, b) => a.from - b.from),
    rows,
  );
}

function lateIn(chain: readonly Mark[], today: number): LateBar[] {
  const inOrder = [...chain].sort((a, b) => a.at - b.at);
  const asked = inOrder.find(({ entry }) => entry.dueOn !== null);
  if (asked === undefined) return [];
  const done = inOrder.find((mark) => mark.at >= asked.at && mark !== asked && ends(mark));
  const inForce = inOrder.findLast(({ entry, at }) => entry.dueOn !== null && at <= (done?.at ?? today))!;
  const dueOn = inForce.entry.dueOn!;
  const from = endOfDay(dueOn);
  const to = done?.at ?? today;
  if (to <= from) return [];
  const { department: lane, chain: name } = inForce.entry;
  return [{ lane, chain: name, dueOn, from, to, doneAt: done?.entry.occurredAt ?? null, row: 0 }];
}

/** Bars of a lane that overlap lie in different rows, as far as there are rows. */
function stacked(bars: readonly LateBar[], rows: number): LateBar[] {
  const endOfRow = new Map<string, number>();
  return bars.map((bar) => {
    const free = Array.from({ length: rows }, (_, row) => row).find(
      (row) => (endOfRow.get(`${bar.lane} ${row}`) ?? -Infinity) < bar.from,
    );
    const row = free ?? rows - 1;
    endOfRow.set(`${bar.lane} ${row}`, Math.max(endOfRow.get(`${bar.lane} ${row}`) ?? -Infinity, bar.to));
    return { ...bar, row };
  });
}

/** The bar of an entry's chain, for the list that says the same as the picture. */
export const barOf = (bars: readonly LateBar[], { entry }: Mark) =>
  entry.dueOn === null ? undefined : bars.find(({ chain }) => chain === entry.chain);

export const bandsWithin = <Band extends { readonly from: string; readonly to: string | null }>(
  bands: readonly Band[],
  today: number,
) => bands.map((band) => ({ band, from: msOf(band.from), to: band.to === null ? today : msOf(band.to) }));
