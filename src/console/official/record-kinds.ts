import { fontInUse, onAxis } from '../parts/echarts';
import type { Draw } from '../parts/layers';
import { sizes } from '../theme';
import { outwards, spine, type Frame } from './record-frame';
import type { RecordLayout } from './record-layout';

/** Pixels a word takes, roughly: enough to see whether neighbours would run into each other. */
const widthOf = (word: string) =>
  [...word].reduce((sum, letter) => sum + sizes.caption * (letter > '\u2e80' ? 1 : 0.58), 0);

/**
 * The middle of the word above each column of acts, in pixels from the axis: above its column, but neither in
 * the posts' band nor beyond the plot.
 */
function wordsAbove(words: readonly string[], frame: Frame): number[] {
  return words.map((word, column) => {
    const inner = spine(frame) + (sizes.unit + widthOf(word)) / 2;
    const outer = frame.half - widthOf(word) / 2;
    return Math.min(Math.max(outwards(column, words.length, frame), inner), outer);
  });
}

/** The word above a column of acts: on two lines in turn where they would touch, none on a phone. */
export function kindDraw(column: number, { doneKinds, to }: RecordLayout, frame: Frame): Draw {
  const words = doneKinds.map(frame.kindWord);
  return (place) => {
    if (frame.compact) return null;
    const middles = wordsAbove(words, frame);
    const apart = (i: number) =>
      middles[i]! - middles[i - 1]! - (widthOf(words[i]!) + widthOf(words[i - 1]!)) / 2;
    const crowded = words.some((_, i) => i > 0 && apart(i) < sizes.unit / 2);
    const [x, y] = place(middles[column]!, onAxis(to));
    return {
      type: 'text',
      style: {
        text: words[column],
        x,
        y: y + 2 + (crowded && column % 2 === 1 ? sizes.unit * 2 : 0),
        align: 'center',
        verticalAlign: 'top',
        fontFamily: fontInUse(),
        fill: frame.palette.quiet,
        fontSize: sizes.caption,
      },
    };
  };
}
