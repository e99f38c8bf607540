import type { Severity } from '../api';
import { fontInUse } from '../parts/echarts';
import type { Shape } from '../parts/layers';
import { sizes } from '../theme';
import type { Palette } from '../theme';

type Point = readonly [number, number];

const r = sizes.mark;
const circle = (radius: number) =>
  `M${-radius} 0A${radius} ${radius} 0 1 1 ${radius} 0A${radius} ${radius} 0 1 1 ${-radius} 0Z`;

/** Filled diamond, filled circle, ring, tick, dash: told apart by form and fill before colour. */
const forms: Readonly<Record<Severity, { readonly pathData: string; readonly filled: boolean }>> = {
  grave: { pathData: `M0 ${-r - 1}L${r + 1} 0L0 ${r + 1}L${-r - 1} 0Z`, filled: true },
  bad: { pathData: circle(r - 1), filled: true },
  minor: { pathData: circle(r - 2), filled: false },
  good: { pathData: `M${-r + 1} 0L${-r / 4} ${r - 2}L${r} ${-r + 1}`, filled: false },
  neutral: { pathData: `M${-r + 2} 0L${r - 2} 0`, filled: false },
};

export function severityShape(severity: Severity, [x, y]: Point, palette: Palette, opacity: number): Shape {
  const { pathData, filled } = forms[severity];
  const colour = severity === 'grave' || severity === 'bad' ? palette[severity] : palette.quiet;
  const hollow = severity === 'minor' ? palette.ground : 'none';
  const style = filled ? { fill: colour } : { fill: hollow, stroke: colour, lineWidth: 2.4 };
  return { type: 'path', x, y, shape: { pathData }, style: { ...style, opacity } };
}

/** A number in a circle; a small diamond or dot at its shoulder says the worst of what it holds. */
export function countShape(count: number, worst: Severity, [x, y]: Point, palette: Palette): Shape {
  const ring = { fill: palette.faint, stroke: palette.quiet, lineWidth: 1.2 };
  const number = {
    text: count > 99 ? '99+' : String(count),
    x,
    y,
    fill: palette.text,
    fontFamily: fontInUse(),
  };
  const centred = { fontSize: sizes.caption - 1, align: 'center', verticalAlign: 'middle' };
  const shoulder = severityShape(worst, [x + r + 1, y - r - 1], palette, 1);
  return {
    type: 'group',
    children: [
      { type: 'circle', shape: { cx: x, cy: y, r: sizes.count }, style: ring },
      { type: 'text', style: { ...number, ...centred } },
      ...(worst === 'grave' || worst === 'bad' ? [{ ...shoulder, scaleX: 0.6, scaleY: 0.6 }] : []),
    ],
  };
}
