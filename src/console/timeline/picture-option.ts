import type { EChartsCoreOption } from 'echarts/core';
import { onAxis, timeLabels } from '../parts/echarts';
import { sizes } from '../theme';
import type { Palette } from '../theme';
import type { Layout } from './layout';
import { pictureSeries, STATUS_LANE } from './picture-series';
import type { Look } from './picture-series';
import type { Window } from './window';

interface Frame {
  readonly whole: Window;
  readonly laneName: (lane: string) => string;
  readonly compact: boolean;
  readonly tooltip: (layer: string, index: number) => HTMLElement | string;
}

/** The whole option of the timeline picture. */
export function pictureOption(layout: Layout, look: Look, frame: Frame): EChartsCoreOption {
  const { palette } = look;
  const label = frame.compact ? sizes.laneLabelCompact : sizes.laneLabel;
  return {
    useUTC: true,
    animation: false,
    grid: {
      left: label + sizes.unit,
      right: sizes.unit * 2,
      top: sizes.axis,
      bottom: sizes.unit,
      show: false,
    },
    xAxis: timeAxis(frame, palette),
    yAxis: laneAxis(layout, frame, palette),
    dataZoom: [
      {
        id: 'window',
        type: 'inside',
        filterMode: 'none',
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseMove: true,
        startValue: onAxis(layout.window.from),
        endValue: onAxis(layout.window.to),
      },
    ],
    tooltip: tooltipOf(frame, palette),
    series: pictureSeries(layout, look),
  };
}

function timeAxis({ whole }: Frame, palette: Palette) {
  return {
    type: 'time',
    position: 'top',
    min: onAxis(whole.from),
    max: onAxis(whole.to),
    splitNumber: 6,
    axisLabel: { formatter: timeLabels, color: palette.quiet, fontSize: sizes.caption, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: palette.line, type: 'dotted' } },
  };
}

function laneAxis({ lanes }: Layout, { laneName, compact }: Frame, palette: Palette) {
  return {
    type: 'category',
    inverse: true,
    data: [STATUS_LANE, ...lanes],
    axisLabel: {
      formatter: laneName,
      color: palette.text,
      fontSize: sizes.caption,
      interval: 0,
      overflow: 'break',
      width: compact ? sizes.laneLabelCompact : sizes.laneLabel,
      align: 'right',
      margin: sizes.unit,
    },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: palette.line } },
  };
}

function tooltipOf({ tooltip }: Frame, palette: Palette) {
  return {
    trigger: 'item',
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette.line,
    textStyle: { color: palette.text, fontSize: sizes.caption },
    extraCssText: `max-width: ${sizes.tooltip}px; white-space: normal;`,
    formatter: ({ seriesId, dataIndex }: { readonly seriesId: string; readonly dataIndex: number }) =>
      tooltip(seriesId, dataIndex),
  };
}
