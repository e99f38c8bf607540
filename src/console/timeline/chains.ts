import { grouped } from '../parts/grouped';
import type { Mark } from './marks';

/**
 * One step of a chain: from a finding to its order, from the order to the re-inspection, from that to
 * the closure.
 */
export interface Link {
  readonly chain: string;
  readonly from: { readonly lane: string; readonly at: number };
  readonly to: { readonly lane: string; readonly at: number };
}

/** The links between entries about the same matter, in the order in which they were true. */
export function linksOf(marks: readonly Mark[]): Link[] {
  const chains = grouped(
    marks.filter(({ fallen }) => fallen === null),
    ({ entry }) => entry.chain,
  );
  return [...chains].flatMap(([chain, members]) => {
    const steps = [...members].sort(
      (a, b) => a.at - b.at || Number(a.entry.position) - Number(b.entry.position),
    );
    return steps.slice(1).map((to, i) => ({ chain, from: place(steps[i]!), to: place(to) }));
  });
}

const place = ({ entry, at }: Mark) => ({ lane: entry.department, at });

/**
 * An arc between two points, hanging a little below the straight line so that links in one lane can be
 * told apart.
 */
export function arc([x1, y1]: readonly number[], [x2, y2]: readonly number[], depth: number): string {
  const sag = Math.min(depth, Math.abs(x2! - x1!) / 4);
  return `M${x1} ${y1}Q${(x1! + x2!) / 2} ${(y1! + y2!) / 2 + 2 * sag} ${x2} ${y2}`;
}
