import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Figures } from '../api';
import { useAppearance } from '../app/appearance';
import { Chart } from '../parts/chart';
import { Told } from '../parts/told';
import { palettes, sizes } from '../theme';
import { regionName } from '../words/codes';
import { useWords } from '../words';
import { regionOption } from './figure-options';

/** What each bar of a region counts, in the order of the bars. */
const barsOf = (regionCode: string) =>
  [
    `/facilities?region=${regionCode}`,
    `/hazards?region=${regionCode}&overdue=true`,
    `/hazards?region=${regionCode}&gravity=grave`,
  ] as const;

function rowOf({ regionCode, facilities, openGrave, overdue }: Figures['byRegion'][number], name: string) {
  const [all, late, grave] = barsOf(regionCode);
  const cells = [
    [all, name],
    [all, facilities],
    [grave, openGrave],
    [late, overdue],
  ] as const;
  return cells.map(([to, words], at) => (
    <Link key={at} to={to}>
      {words}
    </Link>
  ));
}

function useRegionOption(regions: Figures['byRegion']) {
  const { t, language } = useWords();
  const { mode } = useAppearance();
  return useMemo(
    () =>
      regionOption(regions, palettes[mode], {
        region: (code) => regionName(code, language),
        facilities: t('start.facilities'),
        grave: t('start.regionGrave'),
        overdue: t('start.regionOverdue'),
      }),
    [regions, mode, t, language],
  );
}

/** Facilities, open grave hazards and overdue hazards of each region. A bar opens what it counts. */
export function ByRegion({ regions }: { readonly regions: Figures['byRegion'] }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const option = useRegionOption(regions);
  const open = ({ dataIndex, seriesIndex }: { readonly dataIndex: number; readonly seriesIndex: number }) =>
    void navigate(barsOf(regions[dataIndex]!.regionCode)[seriesIndex]!);
  return (
    <Told
      title={t('start.byRegion')}
      picture={
        <Chart
          option={option}
          height={sizes.chart + regions.length * sizes.unit * 2}
          label={t('start.byRegion')}
          on={{ click: open }}
        />
      }
      heads={[t('facility.region'), t('start.facilities'), t('start.regionGrave'), t('start.regionOverdue')]}
      rows={regions.map((region) => rowOf(region, regionName(region.regionCode, language)))}
    />
  );
}
