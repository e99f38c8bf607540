import { useMemo, useState } from 'react';
import { Select } from 'antd';
import type { Figures } from '../api';
import { useAppearance } from '../app/appearance';
import { Chart } from '../parts/chart';
import { Told } from '../parts/told';
import { palettes, sizes } from '../theme';
import { departmentCodes, departmentName } from '../words/codes';
import { useWords } from '../words';
import { monthOption, monthsOf } from './figure-options';

/** Inspections and hazards of each month, of all departments or of one. */
export function ByMonth({ months }: { readonly months: Figures['byMonth'] }) {
  const { t, language } = useWords();
  const { mode } = useAppearance();
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
  const present = departmentCodes.filter((code) => months.some((row) => row.department === code));
  return (
    <Told
      title={t('start.byMonth')}
      choice={
        <Select
          size="small"
          className="filter"
          aria-label={t('facility.department')}
          value={department}
          onChange={setDepartment}
          options={[
            { value: '', label: t('facility.allDepartments') },
            ...present.map((value) => ({ value, label: departmentName(value, language) })),
          ]}
        />
      }
      picture={<Chart option={option} height={sizes.chart} label={t('start.byMonth')} />}
      heads={[t('start.month'), t('start.inspections'), t('start.hazards')]}
      rows={summed.map(({ month, inspections, hazards }) => [month, inspections, hazards])}
    />
  );
}
