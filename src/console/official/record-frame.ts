import type { Act } from '../api';
import { sizes } from '../theme';
import type { Palette } from '../theme';

export interface Frame {
  /** Half the width of the plot, in pixels: the axis in the middle is 0. */
  readonly half: number;
  readonly compact: boolean;
  readonly palette: Palette;
  readonly owedWord: string;
  readonly doneWord: string;
  readonly kindWord: (kind: Act['kind']) => string;
  readonly tooltip: (layer: string, index: number) => HTMLElement | string;
}

export const spine = ({ compact }: Frame) => (compact ? sizes.spineCompact : sizes.spine) / 2;
/** Pixels from the axis at which a column of `columns` lies: they share the room, but never stand far apart. */
export function outwards(column: number, columns: number, frame: Frame): number {
  const room = frame.half - spine(frame) - sizes.column * 2;
  const step = Math.min(room / Math.max(columns - 1, 1), sizes.columnMost);
  return spine(frame) + sizes.column + column * step;
}
