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

/** Facilities, open grave hazards and overdue hazards of each region. A bar opens the region's facilities. */
export function ByRegion({ regions }: { readonly regions: Figures['byRegion'] }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const option = useRegionOption(regions);
  const open = ({ dataIndex }: { readonly dataIndex: number }) =>
    void navigate(`/facilities?region=${regions[dataIndex]!.regionCode}`);
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
      rows={regions.map(({ regionCode, facilities, openGrave, overdue }) => [
        <Link key={regionCode} to={`/facilities?region=${regionCode}`}>
          {regionName(regionCode, language)}
        </Link>,
        facilities,
        openGrave,
        overdue,
      ])}
    />
  );
}
