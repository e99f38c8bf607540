import { Button } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { ListedEntry } from '../api';
import { useAddress } from '../app/address';
import type { Address } from '../app/address';
import { columnOf } from '../parts/column';
import { FacilityLink } from '../parts/facility-link';
import { shownTime } from '../parts/instant';
import { Listed } from '../parts/listed';
import { MorePages } from '../parts/more-pages';
import { SeverityMark } from '../parts/severity-mark';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { ChoiceFilter, DepartmentFilter, RegionFilter } from '../parts/filters';
import { usePages } from '../parts/pages-asked';

const NAMES = ['type', 'kind', 'severity', 'region', 'department', 'from', 'to'] as const;

/** Entries of all facilities in one list: what the bars of the start page count. */
export function Component() {
  const { t } = useWords();
  const address = useAddress();
  const entries = usePages<ListedEntry>('/entries', NAMES, address);
  const columns = useColumns();
  return (
    <>
      <h1>{t('entries.title')}</h1>
      <Filters address={address} />
      <MorePages query={entries} empty={{ title: t('entries.none'), how: t('entries.noneHow') }}>
        {(rows) => (
          <Listed columns={columns} rows={rows} keyOf={({ entryId }) => entryId} label={t('entries.title')} />
        )}
      </MorePages>
    </>
  );
}

function Filters({ address }: { readonly address: Address }) {
  const { t } = useWords();
  return (
    <div className="filters">
      <ChoiceFilter
        name="type"
        label={t('entries.type')}
        all={t('entries.allTypes')}
        options={[
          { value: 'InspectionClosed', label: t('entries.inspections') },
          { value: 'HazardFound', label: t('entries.hazards') },
        ]}
        address={address}
      />
      <RegionFilter address={address} />
      <DepartmentFilter address={address} />
      <Span from={address.get('from')} to={address.get('to')} />
      {address.has(...NAMES) && (
        <Button
          type="link"
          size="small"
          onClick={() => address.change(Object.fromEntries(NAMES.map((name) => [name, null])))}
        >
          {t('state.clear')}
        </Button>
      )}
    </div>
  );
}

function Span({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  const { t } = useWords();
  if (from !== null && to !== null) return <span>{t('entries.within', { from, to })}</span>;
  if (from !== null) return <span>{t('entries.since', { from })}</span>;
  return to === null ? null : <span>{t('entries.until', { to })}</span>;
}

function useColumns(): ColumnsType<ListedEntry> {
  const { t, language } = useWords();
  const column = columnOf<ListedEntry>();
  return [
    column(t('timeline.occurredAt'), '12em', ({ occurredAt }) => shownTime(occurredAt)),
    column(t('timeline.recordedAt'), '12em', ({ recordedAt }) => shownTime(recordedAt)),
    column(t('entries.facility'), '22%', (entry) => <FacilityLink {...entry} />),
    column(t('timeline.department'), '9em', ({ department }) => departmentName(department, language)),
    column(t('timeline.severity'), '7em', ({ severity }) => <SeverityMark severity={severity} withWord />),
    { ...column(t('timeline.sentence'), 'auto', (entry) => <Sentence entry={entry} />), className: 'whole' },
  ];
}

interface One {
  readonly entry: ListedEntry;
}

function Sentence({ entry }: One) {
  const { pick } = useWords();
  return (
    <div className="sentence">
      <Link to={`/facilities/${entry.facilityId}?entry=${entry.entryId}`}>{pick(entry)}</Link>
      <div className="caption">
        {entry.clause && <span>{entry.clause}</span>}
        {entry.documentNo && <span>{entry.documentNo}</span>}
      </div>
    </div>
  );
}
