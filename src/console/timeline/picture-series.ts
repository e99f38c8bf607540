import { fontInUse, onAxis } from '../parts/echarts';
import { seriesOf, strokes } from '../parts/layers';
import type { Draw, Shape } from '../parts/layers';
import { sizes } from '../theme';
import type { Palette } from '../theme';
import { arc } from './chains';
import { clipped, hatch } from './hatch';
import type { Box } from './hatch';
import type { Layout } from './layout';
import { countShape, severityShape } from './severity-shapes';
import type { Spot } from './spots';

export const STATUS_LANE = 'status';

export interface Look {
  readonly palette: Palette;
  /** The chain under the pointer. */
  readonly lit: string | null;
  readonly statusName: (status: string) => string;
  readonly todayWord: string;
}

/** The layers of the picture from back to front. */
export function pictureSeries(layout: Layout, look: Look) {
  return seriesOf(
    [
      { id: 'bands', drawn: bands(layout, look), silent: true },
      { id: 'today', drawn: [todayLine(layout, look)], silent: true },
      { id: 'bars', drawn: bars(layout, look) },
      { id: 'links', drawn: links(layout, look), silent: true },
      { id: 'tails', drawn: tails(layout, look), silent: true },
      { id: 'spots', drawn: layout.spots.map((spot) => spotDraw(spot, look)) },
    ],
    [onAxis(layout.window.from), 0],
  );
}

const upper = (y: number) => y - sizes.unit;

const bandFill = (status: string, { bands, faint }: Palette) =>
  ({ registered: bands[3], filed: bands[1], suspended: bands[2], closed: bands[0] })[status] ?? faint;

function bands({ bands }: Layout, { palette, statusName }: Look): Draw[] {
  return bands.map(({ band: { status }, from, to }) => (place, { left, right }) => {
    const [x1, y] = place(onAxis(from), STATUS_LANE);
    const [x2] = place(onAxis(to), STATUS_LANE);
    const box = clipped({ x: x1, y: y - sizes.strip / 2, width: x2 - x1, height: sizes.strip }, left, right);
    if (box === null) return null;
    const stopped =
      status === 'suspended' ? [strokes(hatch(box, sizes.hatch * 2), palette.ground, 1.2, 0.35)] : [];
    const rect = {
      type: 'rect',
      shape: { ...box, r: 2 },
      style: { fill: bandFill(status, palette) },
    } as const;
    const onDark = status === 'filed' || status === 'suspended';
    const text = bandText(statusName(status), box, onDark ? palette.ground : palette.text);
    return { type: 'group', children: [rect, ...stopped, text] };
  });
}

const bandText = (text: string, { x, y, width, height }: Box, fill: string): Shape => ({
  type: 'text',
  style: {
    text,
    x: x + sizes.unit / 2,
    y: y + height / 2,
    width: width - sizes.unit,
    fill,
    fontFamily: fontInUse(),
    overflow: 'truncate',
    ellipsis: '',
    verticalAlign: 'middle',
    fontSize: sizes.caption,
  },
});

function todayLine({ lanes, today }: Layout, { palette, todayWord }: Look): Draw {
  return (place) => {
    const [x, top] = place(onAxis(today), STATUS_LANE);
    const [, bottom] = place(onAxis(today), lanes.at(-1) ?? STATUS_LANE);
    const half = sizes.laneHeight / 2;
    const style = {
      text: todayWord,
      x,
      y: bottom + half,
      align: 'center',
      verticalAlign: 'bottom',
      fill: palette.accent,
    };
    const behind = {
      backgroundColor: palette.ground,
      padding: 2,
      fontSize: sizes.caption,
      fontFamily: fontInUse(),
    };
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1: x, y1: top - half, x2: x, y2: bottom + half },
          style: { stroke: palette.accent, lineWidth: 1.5 },
        },
        { type: 'text', style: { ...style, ...behind } },
      ],
    };
  };
}

function bars({ bars }: Layout, { palette, lit }: Look): Draw[] {
  return bars.map(({ lane, from, to, row, chain, doneAt }) => (place, { left, right }) => {
    const [x1, y] = place(onAxis(from), lane);
    const [x2] = place(onAxis(to), lane);
    const thin = sizes.bar * 0.6;
    const whole = {
      x: x1,
      y: y + sizes.unit / 4 + row * (thin + 1),
      width: Math.max(x2 - x1, 3),
      height: thin,
    };
    const box = clipped(whole, left, right);
    if (box === null) return null;
    const colour = doneAt === null ? palette.grave : palette.bad;
    const open = doneAt === null ? 'none' : colour;
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: box,
          style: { fill: chain === lit ? palette.badFaint : palette.ground, stroke: open },
        },
        strokes(hatch(box, sizes.hatch), colour),
      ],
    };
  });
}

function links({ links }: Layout, { palette, lit }: Look): Draw[] {
  return links.map(({ chain, from, to }) => (place) => {
    const [x1, y1] = place(onAxis(from.at), from.lane);
    const [x2, y2] = place(onAxis(to.at), to.lane);
    const bright = chain === lit;
    return {
      type: 'path',
      shape: { pathData: arc([x1, upper(y1)], [x2, upper(y2)], -sizes.lanePad) },
      style: { fill: 'none', stroke: bright ? palette.accent : palette.fallen, lineWidth: bright ? 2.4 : 1 },
    };
  });
}

function tails({ tails }: Layout, { palette, lit }: Look): Draw[] {
  return tails.map(({ entry, at, knownAt }) => (place) => {
    const [x1, y] = place(onAxis(at), entry.department);
    const [x2] = place(onAxis(knownAt), entry.department);
    const style = { stroke: palette.quiet, lineWidth: sizes.tail, opacity: dimmed(lit, entry.chain) };
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1, y1: upper(y), x2, y2: upper(y) }, style },
        { type: 'line', shape: { x1: x2, y1: upper(y) - 3, x2, y2: upper(y) + 3 }, style },
      ],
    };
  });
}

const dimmed = (lit: string | null, chain: string) => (lit === null || lit === chain ? 1 : 0.35);

function spotDraw({ marks, lane, at, worst }: Spot, { palette, lit }: Look): Draw {
  const [first] = marks;
  const faded = first!.fallen !== null;
  const ink = faded
    ? { ...palette, grave: palette.fallen, bad: palette.fallen, quiet: palette.fallen }
    : palette;
  return (place) => {
    const [x, y] = place(onAxis(at), lane);
    if (marks.length > 1) return countShape(marks.length, worst, [x, upper(y)], ink);
    const shape = severityShape(worst, [x, upper(y)], ink, dimmed(lit, first!.entry.chain));
    const target = {
      type: 'circle',
      x,
      y: upper(y),
      shape: { cx: 0, cy: 0, r: sizes.target / 2 },
      style: { fill: palette.ground, opacity: 0 },
    } as const;
    return { type: 'group', children: [target, shape] };
  };
}
