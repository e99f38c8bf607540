import { Button } from 'antd';
import type { FacilityCard } from '../api';
import { useAddress } from '../app/address';
import { Listed } from '../parts/listed';
import { MorePages } from '../parts/more-pages';
import { usePages } from '../parts/pages-asked';
import { useWords } from '../words';
import { useFacilityColumns } from './facility-columns';
import { FacilityFilters } from './facility-filters';

const NAMES = ['search', 'region', 'form', 'status', 'department', 'hasOpenHazards'] as const;

/** Facilities by text, region, form, status and open hazards. */
export function Component() {
  const { t } = useWords();
  const address = useAddress();
  const facilities = usePages<FacilityCard>('/facilities', NAMES, address);
  const columns = useFacilityColumns();
  const clear = () => address.change(Object.fromEntries(NAMES.map((name) => [name, null])));
  return (
    <>
      <h1>{t('facility.title')}</h1>
      <FacilityFilters address={address} />
      <MorePages
        query={facilities}
        empty={{
          title: t('facility.none'),
          how: t('facility.noneHow'),
          ...(address.has(...NAMES) ? { action: { words: t('state.clear'), onDo: clear } } : {}),
        }}
      >
        {(rows) => (
          <Listed
            columns={columns}
            rows={rows}
            keyOf={({ facilityId }) => facilityId}
            label={t('facility.title')}
          />
        )}
      </MorePages>
      {address.has(...NAMES) && (
        <Button type="link" size="small" onClick={clear}>
          {t('state.clear')}
        </Button>
      )}
    </>
  );
}
