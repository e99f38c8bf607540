import { fontInUse, onAxis } from '../parts/echarts';
import { strokes } from '../parts/layers';
import type { Draw, Shape } from '../parts/layers';
import { sizes } from '../theme';
import type { Palette } from '../theme';
import { hatch } from '../timeline/hatch';
import { outwards, spine, type Frame } from './record-frame';
import type { DonePoint, OwedSpan, PostBand } from './record-layout';

export function postDraw({ post, from, to }: PostBand, frame: Frame): Draw {
  const { palette } = frame;
  return (place) => {
    const [left, bottom] = place(-spine(frame), onAxis(from));
    const [right, top] = place(spine(frame), onAxis(to));
    const width = right - left;
    const text = {
      text: post.title ?? post.postId,
      x: left + width / 2,
      y: (top + bottom) / 2,
      width: width - sizes.unit,
      overflow: 'break',
      fill: palette.text,
      fontSize: sizes.caption,
      fontFamily: fontInUse(),
      align: 'center',
      verticalAlign: 'middle',
      lineHeight: sizes.body * 1.2,
      height: bottom - top,
      lineOverflow: 'truncate',
      ellipsis: '…',
    };
    const box = { x: left, y: top, width, height: Math.max(bottom - top - 1, 1), r: 2 };
    const drawn: Shape[] = [
      {
        type: 'rect',
        shape: box,
        style: { fill: palette.accentFaint, stroke: palette.accent, lineWidth: 1 },
      },
    ];
    return {
      type: 'group',
      children: bottom - top > sizes.axis ? [...drawn, { type: 'text', style: text }] : drawn,
    };
  };
}

/** A joint where a post was handed over: a bar across the band with a ring on it. */
export function jointDraw({ to }: PostBand, frame: Frame): Draw {
  const { palette } = frame;
  return (place) => {
    const [left, y] = place(-spine(frame) - sizes.unit / 2, onAxis(to));
    const [right] = place(spine(frame) + sizes.unit / 2, onAxis(to));
    const ring = { fill: palette.ground, stroke: palette.accent, lineWidth: 2 };
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1: left, y1: y, x2: right, y2: y },
          style: { stroke: palette.accent, lineWidth: 2 },
        },
        { type: 'circle', shape: { cx: (left + right) / 2, cy: y, r: sizes.mark - 1 }, style: ring },
      ],
    };
  };
}

/**
 * A thin line while it was owed, hatched beyond the due day; a tick where it was done, a diamond where
 * it never was.
 */
export function owedDraw({ owed, since, due, end, column }: OwedSpan, columns: number, frame: Frame): Draw {
  const { palette } = frame;
  return (place) => {
    const x = -outwards(column, columns, frame);
    const [px, y1] = place(x, onAxis(since));
    const [, yDue] = place(x, onAxis(Math.min(due, Math.max(end, since))));
    const [, yEnd] = place(x, onAxis(end));
    const late = owed.state === 'late' || owed.state === 'missing';
    const colour = owed.state === 'missing' ? palette.grave : palette.bad;
    const box = { x: px - sizes.mark / 2, y: yEnd, width: sizes.mark, height: Math.max(yDue - yEnd, 2) };
    const target = {
      x: px - sizes.mark,
      y: yEnd - sizes.mark,
      width: sizes.mark * 2,
      height: y1 - yEnd + sizes.mark * 2,
    };
    const top = late ? yEnd : Math.min(yEnd, y1);
    return {
      type: 'group',
      children: [
        { type: 'rect', shape: target, style: { fill: palette.ground, opacity: 0 } },
        {
          type: 'line',
          shape: { x1: px, y1, x2: px, y2: yDue },
          style: { stroke: palette.quiet, lineWidth: 1 },
        },
        ...(late
          ? [
              { type: 'rect', shape: box, style: { fill: palette.ground, stroke: colour } } as const,
              strokes(hatch(box, sizes.hatch), colour),
            ]
          : []),
        ...endMark(owed.state, px, top, palette),
      ],
    };
  };
}

function endMark(state: OwedSpan['owed']['state'], x: number, y: number, palette: Palette): Shape[] {
  if (state === 'open')
    return [
      {
        type: 'circle',
        shape: { cx: x, cy: y, r: 4 },
        style: { fill: palette.ground, stroke: palette.quiet, lineWidth: 1.6 },
      },
    ];
  if (state === 'missing')
    return [
      { type: 'path', x, y, shape: { pathData: 'M0 -6L6 0L0 6L-6 0Z' }, style: { fill: palette.grave } },
    ];
  return [
    {
      type: 'path',
      x,
      y,
      shape: { pathData: 'M-5 0L-1.5 4L5 -4' },
      style: { fill: 'none', stroke: palette.quiet, lineWidth: 2 },
    },
  ];
}

export function doneDraw({ at, column }: DonePoint, columns: number, frame: Frame): Draw {
  const { palette } = frame;
  return (place) => {
    const [axis] = place(spine(frame), onAxis(at));
    const [x, y] = place(outwards(column, columns, frame), onAxis(at));
    const lead = { stroke: palette.line, lineWidth: 1 };
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1: axis, y1: y, x2: x, y2: y }, style: lead },
        {
          type: 'circle',
          x,
          y,
          shape: { cx: 0, cy: 0, r: sizes.target / 3 },
          style: { fill: palette.ground, opacity: 0 },
        },
        { type: 'circle', x, y, shape: { cx: 0, cy: 0, r: 4 }, style: { fill: palette.accent } },
      ],
    };
  };
}
