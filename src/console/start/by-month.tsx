import { useMemo, useState } from 'react';
import { Select } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { Figures } from '../api';
import { useAppearance } from '../app/appearance';
import { Chart } from '../parts/chart';
import { Told } from '../parts/told';
import { lastDayOf } from '../parts/instant';
import { palettes, sizes } from '../theme';
import { departmentCodes, departmentName } from '../words/codes';
import { useWords } from '../words';
import { monthOption, monthsOf } from './figure-options';
import type { MonthSum } from './figure-options';

/** What each bar of a month counts, in the order of the bars. */
function barsOf(month: string, department: string): readonly [inspections: string, hazards: string] {
  const within = `from=${month}-01&to=${lastDayOf(month)}${department && `&department=${department}`}`;
  return [`/entries?type=InspectionClosed&${within}`, `/entries?type=HazardFound&${within}`];
}

function rowOf({ month, inspections, hazards }: MonthSum, department: string) {
  const [toInspections, toHazards] = barsOf(month, department);
  return [
    month,
    <Link key="inspections" to={toInspections}>
      {inspections}
    </Link>,
    <Link key="hazards" to={toHazards}>
      {hazards}
    </Link>,
  ];
}

/** Inspections and hazards of each month, of all departments or of one. A bar opens what it counts. */
export function ByMonth({ months }: { readonly months: Figures['byMonth'] }) {
  const { t } = useWords();
  const { mode } = useAppearance();
  const navigate = useNavigate();
  const [department, setDepartment] = useState('');
  const summed = useMemo(
    () => monthsOf(department === '' ? months : months.filter((row) => row.department === department)),
    [months, department],
  );
  const option = useMemo(
    () =>
      monthOption(summed, palettes[mode], {
        inspections: t('start.inspections'),
        hazards: t('start.hazards'),
      }),
    [summed, mode, t],
  );
  const open = ({ dataIndex, seriesIndex }: { readonly dataIndex: number; readonly seriesIndex: number }) =>
    void navigate(barsOf(summed[dataIndex]!.month, department)[seriesIndex]!);
  return (
    <Told
      title={t('start.byMonth')}
      choice={<OneDepartment months={months} value={department} onChange={setDepartment} />}
      picture={<Chart option={option} height={sizes.chart} label={t('start.byMonth')} on={{ click: open }} />}
      heads={[t('start.month'), t('start.inspections'), t('start.hazards')]}
      rows={summed.map((month) => rowOf(month, department))}
    />
  );
}

interface Choice {
  readonly months: Figures['byMonth'];
  readonly value: string;
  readonly onChange: (department: string) => void;
}

function OneDepartment({ months, value, onChange }: Choice) {
  const { t, language } = useWords();
  const present = departmentCodes.filter((code) => months.some((row) => row.department === code));
  return (
    <Select
      size="small"
      className="filter"
      aria-label={t('facility.department')}
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: t('facility.allDepartments') },
        ...present.map((code) => ({ value: code as string, label: departmentName(code, language) })),
      ]}
    />
  );
}
