import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { yuan } from '../../../libs/contracts/money.words';
import type { EventAnswer } from '../api';
import { Evidence } from '../parts/evidence';
import { Facts } from '../parts/facts';
import { Officers } from '../parts/officers';
import { OfficialLink } from '../parts/official-link';
import { departmentName, fieldName, regionName, valueName } from '../words/codes';
import { useWords } from '../words';

/** What the event says, each field under the name its readers know. */
export function EventContent({ event }: { readonly event: EventAnswer['event'] }) {
  const { language } = useWords();
  return (
    <Facts
      facts={Object.entries(event.data).map(([field, value]) => [
        fieldName(field, language),
        <Value key={field} field={field} value={value} />,
      ])}
    />
  );
}

type People = ComponentProps<typeof Officers>['officers'];
type Pieces = ComponentProps<typeof Evidence>['evidence'];
const listed = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === 'object' && value !== null ? [value] : [];
const holds = (list: readonly unknown[], name: string) =>
  list.length > 0 && list.every((one) => typeof one === 'object' && one !== null && name in one);

function Value({ field, value }: { readonly field: string; readonly value: unknown }) {
  const { t, language } = useWords();
  if (value === 'withheld') return <span className="quiet">{t('event.withheld')}</span>;
  if (value === 'erased') return <span className="quiet">{t('event.erased')}</span>;
  if (typeof value === 'string') return <Text field={field} value={value} />;
  const list = listed(value);
  if (holds(list, 'officialId')) return <Officers officers={list as People} />;
  if (holds(list, 'sha256')) return <Evidence evidence={list as Pieces} />;
  if (list.length > 0 && list.every((one) => typeof one === 'string'))
    return list.map((one) => valueName(field, one, language)).join(language === 'zh' ? '、' : ', ');
  return Array.isArray(value) && value.length === 0 ? '—' : JSON.stringify(value);
}

const officials: ReadonlySet<string> = new Set(['officialId', 'handedOverTo']);

function Text({ field, value }: { readonly field: string; readonly value: string }) {
  const { language } = useWords();
  if (officials.has(field)) return <OfficialLink officialId={value} />;
  if (field === 'facilityId') return <Link to={`/facilities/${value}`}>{value}</Link>;
  if (field === 'department') return departmentName(value, language);
  if (field === 'regionCode') return regionName(value, language);
  return field.endsWith('Fen') ? `¥${yuan(value)}` : valueName(field, value, language);
}
