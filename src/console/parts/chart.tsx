import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { echarts, fontInUse } from './echarts';

export interface ChartEvents {
  readonly [name: string]: (event: never, chart: EChartsType) => void;
}

interface Shown {
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly label: string;
  readonly on?: ChartEvents;
  readonly onWidth?: (width: number) => void;
}

const inFont = () => ({ textStyle: { fontFamily: fontInUse() } });

/**
 * An ECharts picture that follows its width. Pictures carry a label here and their words in a list
 * beside them.
 */
export function Chart({ option, height, label, on, onWidth }: Shown) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const latest = useRef({ on, onWidth });
  useLayoutEffect(() => {
    latest.current = { on, onWidth };
  });
  useEffect(() => {
    const made = echarts.init(holder.current!, null, { renderer: 'svg' });
    chart.current = made;
    for (const name of ['click', 'mouseover', 'mouseout', 'datazoom'])
      made.on(name, (event) => latest.current.on?.[name]?.(event as never, made));
    const watcher = new ResizeObserver(() => {
      made.resize();
      latest.current.onWidth?.(made.getWidth());
    });
    watcher.observe(holder.current!);
    // Words are measured to be laid out: again, when the font they are written in has arrived.
    const measureAgain = () => setTimeout(() => made.isDisposed() || made.setOption(inFont()));
    document.fonts.addEventListener('loadingdone', measureAgain);
    return () => {
      document.fonts.removeEventListener('loadingdone', measureAgain);
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(
    () => chart.current?.setOption({ ...option, ...inFont() }, { replaceMerge: ['series'] }),
    [option],
  );
  useEffect(() => chart.current?.resize(), [height]);
  return <div ref={holder} role="img" aria-label={label} className="chart" style={{ height }} />;
}
