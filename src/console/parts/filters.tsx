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

interface Coded {
  readonly address: Address;
  /** Where a page has words of its own for it. */
  readonly label?: string;
  readonly all?: string;
}

export function RegionFilter({ address, label, all }: Coded) {
  const { t, language } = useWords();
  const options = regionCodes.map((value) => ({ value, label: regionName(value, language) }));
  const words = { label: label ?? t('facility.region'), all: all ?? t('facility.allRegions') };
  return <ChoiceFilter name="region" {...words} options={options} address={address} />;
}

export function DepartmentFilter({ address, label, all }: Coded) {
  const { t, language } = useWords();
  const options = departmentCodes.map((value) => ({ value, label: departmentName(value, language) }));
  const words = { label: label ?? t('facility.department'), all: all ?? t('facility.allDepartments') };
  return <ChoiceFilter name="department" {...words} options={options} address={address} />;
}
