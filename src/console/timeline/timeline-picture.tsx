import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { StatusBand } from '../api';
import { useAppearance, useCompact } from '../app/appearance';
import type { Address } from '../app/address';
import { Chart } from '../parts/chart';
import { offAxis } from '../parts/echarts';
import { dayOf } from '../parts/instant';
import { palettes, sizes } from '../theme';
import { departmentCodes, departmentName } from '../words/codes';
import { useWords } from '../words';
import { layoutOf, pictureHeight } from './layout';
import type { Layout } from './layout';
import type { Mark } from './marks';
import { pictureOption } from './picture-option';
import { STATUS_LANE } from './picture-series';
import { tooltipFor } from './tooltip';
import { useTooltipWords } from './tooltip-words';
import { moved, said, zoomed } from './window';
import type { Window } from './window';

export interface Pictured {
  readonly marks: readonly Mark[];
  readonly bands: readonly StatusBand[];
  readonly window: Window;
  readonly whole: Window;
  readonly today: number;
  readonly lit: string | null;
  readonly onLit: (chain: string | null) => void;
  readonly address: Address;
}

/** The timeline as a picture. Everything it says stands in the list below it as well. */
export function TimelinePicture(pictured: Pictured) {
  const { t } = useWords();
  const [width, setWidth] = useState<number>(sizes.page);
  const layout = useLayout(pictured, width);
  const option = useOption(layout, pictured);
  const { address, window, whole, onLit } = pictured;
  const show = (next: Window) => address.change(said(next), 'replace');
  return (
    <section
      className="picture"
      tabIndex={0}
      role="group"
      aria-label={t('timeline.picture')}
      onKeyDown={(event) => onKey(event, window, whole, show)}
    >
      <Chart
        option={option}
        height={pictureHeight(layout.lanes.length)}
        label={t('timeline.pictureLabel', {
          lanes: layout.lanes.length,
          entries: pictured.marks.length,
          from: dayOf(window.from),
          to: dayOf(window.to),
        })}
        onWidth={setWidth}
        on={{
          click: (event: Pointed) => open(event, layout, address),
          mouseover: (event: Pointed) => onLit(chainUnder(event, layout)),
          mouseout: () => onLit(null),
          datazoom: (_event: never, chart) => {
            const [zoom] = (chart.getOption() as { dataZoom: { startValue: number; endValue: number }[] })
              .dataZoom;
            show({ from: offAxis(zoom!.startValue), to: offAxis(zoom!.endValue) });
          },
        }}
      />
    </section>
  );
}

interface Pointed {
  readonly seriesId?: string;
  readonly dataIndex: number;
}

function useLayout({ marks, bands, window, today }: Pictured, width: number): Layout {
  const plot = width - sizes.laneLabel;
  return useMemo(
    () => layoutOf({ marks, bands, window, today, width: plot, order: departmentCodes }),
    [marks, bands, window, today, plot],
  );
}

function useOption(layout: Layout, { whole, lit }: Pictured) {
  const { t, language } = useWords();
  const { mode } = useAppearance();
  const compact = useCompact();
  const tooltipWords = useTooltipWords();
  return useMemo(
    () =>
      pictureOption(
        layout,
        {
          palette: palettes[mode],
          lit,
          todayWord: t('timeline.today'),
          statusName: (status) => t(`status.${status as 'filed'}`),
        },
        {
          whole,
          compact,
          laneName: (lane) =>
            lane === STATUS_LANE ? t('timeline.statusStrip') : departmentName(lane, language),
          tooltip: tooltipFor(layout, tooltipWords),
        },
      ),
    [layout, mode, lit, whole, compact, t, language, tooltipWords],
  );
}

function open({ seriesId, dataIndex }: Pointed, layout: Layout, address: Address): void {
  const spot = seriesId === 'spots' ? layout.spots[dataIndex] : undefined;
  if (spot === undefined) return;
  if (spot.marks.length === 1) address.change({ entry: spot.marks[0]!.entry.entryId, group: null });
  else address.change({ group: `${spot.lane}.${spot.at}.${spot.to}`, entry: null });
}

function chainUnder({ seriesId, dataIndex }: Pointed, layout: Layout): string | null {
  if (seriesId === 'bars') return layout.bars[dataIndex]?.chain ?? null;
  const spot = seriesId === 'spots' ? layout.spots[dataIndex] : undefined;
  return spot?.marks.length === 1 ? spot.marks[0]!.entry.chain : null;
}

function onKey(event: KeyboardEvent, window: Window, whole: Window, show: (next: Window) => void): void {
  const next = {
    ArrowLeft: () => moved(window, -0.2, whole),
    ArrowRight: () => moved(window, 0.2, whole),
    '+': () => zoomed(window, 0.5, whole),
    '=': () => zoomed(window, 0.5, whole),
    '-': () => zoomed(window, 2, whole),
    Home: () => whole,
  }[event.key];
  if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  show(next());
}
