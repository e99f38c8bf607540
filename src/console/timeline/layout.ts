import type { StatusBand } from '../api';
import { sizes } from '../theme';
import { linksOf } from './chains';
import type { Link } from './chains';
import { bandsWithin, lateBarsOf } from './late-bars';
import type { LateBar } from './late-bars';
import { lanesOf } from './marks';
import type { Mark } from './marks';
import { spotsOf } from './spots';
import type { Spot } from './spots';
import type { Window } from './window';

/** Everything the picture draws, in time and lanes; pixels come last. */
export interface Layout {
  readonly lanes: readonly string[];
  readonly spots: readonly Spot[];
  readonly tails: readonly Mark[];
  readonly links: readonly Link[];
  readonly bars: readonly LateBar[];
  readonly bands: readonly { readonly band: StatusBand; readonly from: number; readonly to: number }[];
  readonly window: Window;
  readonly today: number;
}

interface LaidOut {
  readonly marks: readonly Mark[];
  readonly bands: readonly StatusBand[];
  readonly window: Window;
  readonly today: number;
  readonly width: number;
  readonly order: readonly string[];
}

const BAR_ROWS = 3;

export function layoutOf({ marks, bands, window, today, width, order }: LaidOut): Layout {
  const spots = spotsOf(marks, window, width, sizes.apart);
  const single = spots.filter((spot) => spot.marks.length === 1).flatMap((spot) => spot.marks);
  return {
    lanes: lanesOf(
      marks.map(({ entry }) => entry),
      order,
    ),
    spots,
    tails: single.filter(({ tailed, fallen }) => tailed && fallen === null),
    links: linksOf(marks).filter(({ from, to }) => to.at >= window.from && from.at <= window.to),
    bars: lateBarsOf(marks, today, BAR_ROWS).filter(({ from, to }) => to >= window.from && from <= window.to),
    bands: bandsWithin(bands, today),
    window,
    today,
  };
}

export const pictureHeight = (lanes: number) => sizes.axis + (lanes + 1) * sizes.laneHeight + sizes.unit;
