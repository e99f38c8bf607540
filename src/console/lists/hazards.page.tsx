import { Checkbox } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { OpenHazard } from '../api';
import { useAddress } from '../app/address';
import type { Address } from '../app/address';
import { workingDaysLate } from '../parts/calendar';
import { columnOf } from '../parts/column';
import { FacilityLink } from '../parts/facility-link';
import { shownDay } from '../parts/instant';
import { Listed } from '../parts/listed';
import { MorePages } from '../parts/more-pages';
import { SeverityMark } from '../parts/severity-mark';
import { codeName, departmentName } from '../words/codes';
import { useWords } from '../words';
import { ChoiceFilter, DepartmentFilter, RegionFilter } from '../parts/filters';
import { usePages } from '../parts/pages-asked';

const NAMES = ['gravity', 'overdue', 'region', 'department'] as const;
const severityOf = { grave: 'grave', serious: 'bad', minor: 'minor' } as const;
const gravities = ['grave', 'serious', 'minor'] as const;

/** Open hazards of every facility: what the figures of the start page count. */
export function Component() {
  const { t } = useWords();
  const address = useAddress();
  const hazards = usePages<OpenHazard>('/hazards', NAMES, address);
  const columns = useColumns();
  return (
    <>
      <h1>{t('hazards.title')}</h1>
      <Filters address={address} />
      <MorePages query={hazards} empty={{ title: t('hazards.none'), how: t('hazards.noneHow') }}>
        {(rows) => (
          <Listed
            columns={columns}
            rows={rows}
            keyOf={({ facilityId, hazardId }) => `${facilityId}/${hazardId}`}
            label={t('hazards.title')}
          />
        )}
      </MorePages>
    </>
  );
}

function Filters({ address }: { readonly address: Address }) {
  const { t, language } = useWords();
  return (
    <div className="filters">
      <ChoiceFilter
        name="gravity"
        label={t('hazards.gravity')}
        all={t('hazards.allGravities')}
        options={gravities.map((value) => ({ value, label: codeName('gravity', value, language) }))}
        address={address}
      />
      <RegionFilter address={address} />
      <DepartmentFilter address={address} />
      <Checkbox
        checked={address.get('overdue') === 'true'}
        onChange={({ target }) => address.change({ overdue: target.checked ? 'true' : null })}
      >
        {t('hazards.overdueOnly')}
      </Checkbox>
    </div>
  );
}

function useColumns(): ColumnsType<OpenHazard> {
  const { t, language } = useWords();
  const column = columnOf<OpenHazard>();
  return [
    { ...column(t('hazards.hazard'), '32%', (hazard) => <Found hazard={hazard} />), className: 'whole' },
    column(t('entries.facility'), '20%', (hazard) => <FacilityLink {...hazard} />),
    column(t('facility.department'), '10%', ({ department }) => departmentName(department, language)),
    column(t('hazards.found'), '10%', ({ foundAt }) => shownDay(foundAt)),
    column(t('hazards.dueOn'), '16%', (hazard) => <Due hazard={hazard} />),
    column(t('hazards.order'), '12%', ({ orderNo }) => orderNo ?? '—'),
  ];
}

interface One {
  readonly hazard: OpenHazard;
}

function Found({ hazard }: One) {
  const { language } = useWords();
  const { facilityId, eventId, gravity, finding, clause } = hazard;
  const to = eventId === null ? `/facilities/${facilityId}` : `/facilities/${facilityId}?entry=${eventId}`;
  return (
    <div className="sentence">
      <SeverityMark severity={severityOf[gravity]} /> <Link to={to}>{finding}</Link>
      <div className="caption">
        <span>{codeName('gravity', gravity, language)}</span>
        <span>{clause}</span>
      </div>
    </div>
  );
}

function Due({ hazard: { dueOn, overdue, claimed } }: One) {
  const { t } = useWords();
  if (dueOn === null) return <span className="quiet">{t('hazards.noDay')}</span>;
  return (
    <>
      {dueOn}
      {overdue && (
        <div className="caption">
          <span className="late-open">
            {t('hazards.overdueBy', { days: workingDaysLate(dueOn, null, Date.now()) })}
          </span>
        </div>
      )}
      {claimed && <div className="caption">{t('hazards.claimed')}</div>}
    </>
  );
}
