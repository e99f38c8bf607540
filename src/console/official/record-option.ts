import type { EChartsCoreOption } from 'echarts/core';
import { onAxis, timeLabels } from '../parts/echarts';
import { seriesOf } from '../parts/layers';
import { sizes } from '../theme';
import type { RecordLayout } from './record-layout';
import type { Frame } from './record-frame';
import { kindDraw } from './record-kinds';
import { doneDraw, jointDraw, owedDraw, postDraw } from './record-shapes';

/** Time runs upwards along the posts in the middle; owed lies to the left of them, done to the right. */
export function recordOption(layout: RecordLayout, frame: Frame): EChartsCoreOption {
  const { palette, half, tooltip } = frame;
  return {
    useUTC: true,
    animation: false,
    grid: { left: sizes.axisLabel, right: sizes.unit, top: sizes.axis, bottom: sizes.unit },
    xAxis: sides(frame),
    yAxis: times(layout, frame),
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: sizes.caption },
      formatter: ({ seriesId, dataIndex }: { readonly seriesId: string; readonly dataIndex: number }) =>
        tooltip(seriesId, dataIndex),
    },
    series: seriesOf(
      [
        { id: 'posts', drawn: layout.posts.map((band) => postDraw(band, frame)) },
        {
          id: 'joints',
          drawn: layout.posts.filter(({ handedOver }) => handedOver).map((band) => jointDraw(band, frame)),
          silent: true,
        },
        { id: 'owed', drawn: layout.owed.map((span) => owedDraw(span, layout.owedColumns, frame)) },
        {
          id: 'kinds',
          drawn: layout.doneKinds.map((_, i) => kindDraw(i, layout, frame)),
          silent: true,
        },
        { id: 'done', drawn: layout.done.map((point) => doneDraw(point, layout.doneKinds.length, frame)) },
      ],
      [-half, onAxis(layout.from)],
    ),
  };
}

function times(layout: RecordLayout, { palette }: Frame) {
  return {
    type: 'time',
    min: onAxis(layout.from),
    max: onAxis(layout.to),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { formatter: timeLabels, color: palette.quiet, fontSize: sizes.caption, hideOverlap: true },
    splitLine: { show: true, lineStyle: { color: palette.line, type: 'dotted' } },
  };
}

function sides({ half, owedWord, doneWord, palette }: Frame) {
  return {
    type: 'value',
    position: 'top',
    min: -half,
    max: half,
    interval: half,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: palette.text,
      fontSize: sizes.body,
      fontWeight: 600,
      showMinLabel: true,
      showMaxLabel: true,
      alignMinLabel: 'left',
      alignMaxLabel: 'right',
      formatter: (value: number) => (value < 0 ? owedWord : value > 0 ? doneWord : ''),
    },
  };
}
