import { Select } from 'antd';
import type { Address } from '../app/address';
import { departmentCodes, departmentName, regionCodes, regionName } from '../words/codes';
import { useWords } from '../words';

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly all: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly address: Address;
}

/** One value of a closed list, or all of them, kept in the address. */
export function ChoiceFilter({ name, label, all, options, address }: Choice) {
  return (
    <Select
      className="filter"
      aria-label={label}
      value={address.get(name) ?? ''}
      options={[{ value: '', label: all }, ...options]}
      onChange={(value: string) => address.change({ [name]: value })}
    />
  );
}

export function RegionFilter({ address }: { readonly address: Address }) {
  const { t, language } = useWords();
  const options = regionCodes.map((value) => ({ value, label: regionName(value, language) }));
  return (
    <ChoiceFilter
      name="region"
      label={t('facility.region')}
      all={t('facility.allRegions')}
      options={options}
      address={address}
    />
  );
}

export function DepartmentFilter({ address }: { readonly address: Address }) {
  const { t, language } = useWords();
  const options = departmentCodes.map((value) => ({ value, label: departmentName(value, language) }));
  return (
    <ChoiceFilter
      name="department"
      label={t('facility.department')}
      all={t('facility.allDepartments')}
      options={options}
      address={address}
    />
  );
}
