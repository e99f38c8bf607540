import { Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { Status } from '../api';
import type { Address } from '../app/address';
import { ChoiceFilter, DepartmentFilter, RegionFilter } from '../parts/filters';
import { codeName, forms } from '../words/codes';
import { useWords } from '../words';

const statuses: readonly Status[] = ['registered', 'filed', 'suspended', 'closed', 'unregistered'];

export function FacilityFilters({ address }: { readonly address: Address }) {
  const { t, language } = useWords();
  return (
    <div className="filters">
      <SearchText address={address} words={t('facility.search')} />
      <RegionFilter address={address} />
      <ChoiceFilter
        name="form"
        label={t('facility.form')}
        all={t('facility.allForms')}
        options={forms.map((value) => ({ value, label: codeName('form', value, language) }))}
        address={address}
      />
      <ChoiceFilter
        name="status"
        label={t('facility.status')}
        all={t('facility.allStatuses')}
        options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        address={address}
      />
      <DepartmentFilter address={address} />
      <Checkbox
        checked={address.get('hasOpenHazards') === 'true'}
        onChange={({ target }) => address.change({ hasOpenHazards: target.checked ? 'true' : null })}
      >
        {t('facility.hazardsOpen')}
      </Checkbox>
    </div>
  );
}

/** Text that is looked for when it is sent off, not at every key. */
export function SearchText({ address, words }: { readonly address: Address; readonly words: string }) {
  const { t } = useWords();
  const asked = address.get('search') ?? '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  return (
    <Input.Search
      className="search"
      aria-label={words}
      placeholder={words}
      enterButton={t('facility.searchButton')}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onSearch={(text) => address.change({ search: text.trim() })}
      allowClear
    />
  );
}
