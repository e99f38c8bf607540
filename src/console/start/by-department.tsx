import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Figures } from '../api';
import { useAppearance } from '../app/appearance';
import { Chart } from '../parts/chart';
import { Told } from '../parts/told';
import { palettes, sizes } from '../theme';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { departmentOption } from './figure-options';

interface Shown {
  readonly departments: Figures['inspectionsLast30Days'];
  /** The first of the days. */
  readonly since: string;
}

const counted = (department: string, since: string) =>
  `/entries?type=InspectionClosed&department=${department}&from=${since}`;

/**
 * Inspections of the last thirty days by department. A bar opens those inspections.
 */
export function ByDepartment({ departments, since }: Shown) {
  const { t, language } = useWords();
  const { mode } = useAppearance();
  const navigate = useNavigate();
  const option = useMemo(
    () =>
      departmentOption(
        departments.map(({ department, count }) => ({ name: departmentName(department, language), count })),
        t('start.inspections'),
        palettes[mode],
      ),
    [departments, mode, t, language],
  );
  const open = ({ dataIndex }: { readonly dataIndex: number }) =>
    void navigate(counted(departments[dataIndex]!.department, since));
  const height = sizes.axis * 2 + departments.length * sizes.unit * 3;
  return (
    <Told
      title={t('start.last30')}
      picture={<Chart option={option} height={height} label={t('start.last30')} on={{ click: open }} />}
      heads={[t('facility.department'), t('start.inspections')]}
      rows={departments.map(({ department, count }) => [
        departmentName(department, language),
        <Link key={department} to={counted(department, since)}>
          {count}
        </Link>,
      ])}
    />
  );
}
