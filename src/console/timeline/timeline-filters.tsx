import { Button, Select } from 'antd';
import type { Kind, Severity, TimelineEntry } from '../api';
import type { Address } from '../app/address';
import { departmentCodes, departmentName } from '../words/codes';
import { useWords } from '../words';
import { lanesOf } from './marks';
import type { Mark } from './marks';

const severities: readonly Severity[] = ['grave', 'bad', 'minor', 'good', 'neutral'];
export const filterNames = ['department', 'severity', 'kind'] as const;

export const isFiltered = (address: Address) => address.has(...filterNames);
export const clearFilters = (address: Address) =>
  address.change({ department: null, severity: null, kind: null });

/** Marks that every filter lets through. `chosen` has the values of each of {@link filterNames}; none lets all through. */
export function filtered(marks: readonly Mark[], chosen: readonly (readonly string[])[]): readonly Mark[] {
  return marks.filter(({ entry }) =>
    filterNames.every((name, i) => chosen[i]!.length === 0 || chosen[i]!.includes(entry[name])),
  );
}

export function TimelineFilters({
  entries,
  address,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly address: Address;
}) {
  const { t, language } = useWords();
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const options = {
    department: lanesOf(entries, departmentCodes).map((value) => ({
      value,
      label: departmentName(value, language),
    })),
    severity: severities.map((value) => ({ value, label: t(`severity.${value}`) })),
    kind: kinds.map((value: Kind) => ({ value, label: t(`kind.${value}`) })),
  };
  return (
    <div className="filters">
      {filterNames.map((name) => (
        <TimelineFilter key={name} name={name} options={options[name]} address={address} />
      ))}
      {isFiltered(address) && (
        <Button size="small" type="link" onClick={() => clearFilters(address)}>
          {t('state.clear')}
        </Button>
      )}
    </div>
  );
}

interface OneFilter {
  readonly name: (typeof filterNames)[number];
  readonly options: { value: string; label: string }[];
  readonly address: Address;
}

function TimelineFilter({ name, options, address }: OneFilter) {
  const { t } = useWords();
  const label = t(`timeline.${name}`);
  return (
    <label>
      <span>{label}</span>
      <Select
        mode="multiple"
        size="small"
        className="filter"
        aria-label={label}
        placeholder={t('timeline.all')}
        options={options}
        value={[...address.all(name)]}
        onChange={(values: string[]) => address.change({ [name]: values })}
      />
    </label>
  );
}
