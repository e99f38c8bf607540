import { fontFamily } from '../theme';
import { BarChart, CustomChart } from 'echarts/charts';
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// SVG, not canvas: text drawn before the fallback font has arrived is drawn again when it does.
echarts.use([
  BarChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  DataZoomInsideComponent,
  SVGRenderer,
]);

export { echarts };

/**
 * The list of fonts in use now: another one each time slices of the fallback font arrive, so that
 * words are measured anew.
 */
export const fontInUse = () => document.documentElement.style.getPropertyValue('--font') || fontFamily;

const EIGHT_HOURS = 8 * 3_600_000;
/** ECharts writes axis labels in UTC here (`useUTC`); moved by eight hours they read as Shanghai. */
export const onAxis = (ms: number) => ms + EIGHT_HOURS;
export const offAxis = (value: number) => value - EIGHT_HOURS;

/** Labels of a time axis at every zoom. */
export const timeLabels = {
  year: '{yyyy}',
  month: '{yyyy}-{MM}',
  day: '{MM}-{dd}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}',
};
