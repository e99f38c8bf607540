import type { EChartsCoreOption } from 'echarts/core';
import type { Figures } from '../api';
import { grouped } from '../parts/grouped';
import { sizes } from '../theme';
import type { Palette } from '../theme';

export interface MonthSum {
  readonly month: string;
  readonly inspections: number;
  readonly hazards: number;
}

/** One row a month, departments added up, oldest first. */
export function monthsOf(rows: Figures['byMonth']): MonthSum[] {
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  return [...grouped(rows, ({ month }) => month)]
    .map(([month, inMonth]) => ({
      month,
      inspections: sum(inMonth.map(({ inspections }) => inspections)),
      hazards: sum(inMonth.map(({ hazards }) => hazards)),
    }))
    .sort((a, b) => a.month.localeCompare(b.month));
}

const frame = (palette: Palette) => ({
  animation: false,
  legend: {
    top: 0,
    left: 0,
    itemWidth: 12,
    itemHeight: 8,
    textStyle: { color: palette.text, fontSize: sizes.caption },
  },
  tooltip: {
    trigger: 'axis',
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette.line,
    axisPointer: { type: 'shadow' },
    textStyle: { color: palette.text, fontSize: sizes.caption },
  },
});
const label = (palette: Palette) => ({ color: palette.quiet, fontSize: sizes.caption, hideOverlap: true });
const names = (data: readonly string[], palette: Palette) => ({
  type: 'category',
  data,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: palette.line } },
  axisLabel: label(palette),
});
const counts = (palette: Palette) => ({
  type: 'value',
  minInterval: 1,
  splitNumber: 4,
  axisLabel: label(palette),
  splitLine: { lineStyle: { color: palette.line, type: 'dotted' } },
});
const bar = (name: string, data: readonly number[], color: string) => ({
  type: 'bar',
  name,
  data,
  barMaxWidth: sizes.unit * 1.5,
  barGap: '20%',
  itemStyle: { color },
});

const room = (top: number) => ({
  left: 4,
  right: sizes.unit * 2,
  top,
  bottom: 4,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
});
const below = sizes.unit * 4.5;
const lying = (words: readonly string[], palette: Palette) => ({
  ...names(words, palette),
  inverse: true,
  axisLabel: { ...label(palette), interval: 0, color: palette.text },
});

interface MonthWords {
  readonly inspections: string;
  readonly hazards: string;
}

/** Two bars a month. */
export function monthOption(
  months: readonly MonthSum[],
  palette: Palette,
  words: MonthWords,
): EChartsCoreOption {
  const inspections = months.map((month) => month.inspections);
  const hazards = months.map((month) => month.hazards);
  return {
    ...frame(palette),
    grid: room(below),
    xAxis: names(
      months.map(({ month }) => month),
      palette,
    ),
    yAxis: counts(palette),
    series: [
      bar(words.inspections, inspections, palette.accent),
      bar(words.hazards, hazards, palette.bands[0]),
    ],
  };
}

interface OneBar {
  readonly name: string;
  readonly count: number;
}

/** One bar a department. */
export function departmentOption(bars: readonly OneBar[], word: string, palette: Palette): EChartsCoreOption {
  return {
    ...frame(palette),
    legend: { show: false },
    grid: room(sizes.unit),
    yAxis: lying(
      bars.map(({ name }) => name),
      palette,
    ),
    xAxis: counts(palette),
    series: [
      bar(
        word,
        bars.map(({ count }) => count),
        palette.accent,
      ),
    ],
  };
}

interface RegionWords {
  readonly region: (code: string) => string;
  readonly facilities: string;
  readonly grave: string;
  readonly overdue: string;
}

/** Three bars a region: how many facilities, and what stands open in them. */
export function regionOption(
  regions: Figures['byRegion'],
  palette: Palette,
  words: RegionWords,
): EChartsCoreOption {
  const facilities = regions.map((region) => region.facilities);
  const overdue = regions.map((region) => region.overdue);
  const grave = regions.map(({ openGrave }) => openGrave);
  return {
    ...frame(palette),
    grid: room(below),
    yAxis: lying(
      regions.map(({ regionCode }) => words.region(regionCode)),
      palette,
    ),
    xAxis: counts(palette),
    series: [
      bar(words.facilities, facilities, palette.bands[0]),
      bar(words.overdue, overdue, palette.bad),
      bar(words.grave, grave, palette.grave),
    ],
  };
}
