import { Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { Status } from '../api';
import type { Address } from '../app/address';
import { codeName, departmentCodes, departmentName, forms, regionCodes, regionName } from '../words/codes';
import { useWords } from '../words';

const statuses: readonly Status[] = ['registered', 'filed', 'suspended', 'closed', 'unregistered'];

const NAMES = ['region', 'form', 'status', 'department'] as const;

function useChoices() {
  const { t, language } = useWords();
  const choice = (all: string, codes: readonly string[], word: (code: string) => string) => [
    { value: '', label: all },
    ...codes.map((value) => ({ value, label: word(value) })),
  ];
  return {
    region: choice(t('facility.allRegions'), regionCodes, (code) => regionName(code, language)),
    form: choice(t('facility.allForms'), forms, (code) => codeName('form', code, language)),
    status: choice(t('facility.allStatuses'), statuses, (code) => t(`status.${code as Status}`)),
    department: choice(t('facility.allDepartments'), departmentCodes, (code) =>
      departmentName(code, language),
    ),
  };
}

export function FacilityFilters({ address }: { readonly address: Address }) {
  const { t } = useWords();
  const choices = useChoices();
  return (
    <div className="filters">
      <SearchText address={address} words={t('facility.search')} />
      {NAMES.map((name) => (
        <Select
          key={name}
          className="filter"
          aria-label={t(`facility.${name}`)}
          value={address.get(name) ?? ''}
          options={choices[name]}
          onChange={(value: string) => address.change({ [name]: value })}
        />
      ))}
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
