import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { FacilityCard } from '../api';
import { columnOf } from '../parts/column';
import { shownDay } from '../parts/instant';
import { codeName, departmentName, regionName } from '../words/codes';
import { useWords } from '../words';
import { OpenHazards } from './open-hazards';
import { StatusTag } from './status-tag';

/** The seven columns of the facility list. */
export function useFacilityColumns(): ColumnsType<FacilityCard> {
  const { t, language } = useWords();
  const column = columnOf<FacilityCard>();
  return [
    { ...column(t('facility.name'), '24%', (card) => <Name card={card} />), className: 'whole' },
    column(t('facility.region'), '10%', ({ regionCode }) => regionName(regionCode, language)),
    column(t('facility.form'), '14%', ({ form }) => (form ? codeName('form', form, language) : '—')),
    column(t('facility.status'), '10%', ({ status }) => <StatusTag status={status} />),
    column(t('facility.hazards'), '16%', (card) => <OpenHazards card={card} />),
    column(t('facility.lastInspection'), '16%', (card) => <Newest card={card} language={language} />),
    column(t('facility.lastEvent'), '10%', ({ lastEventAt }) => shownDay(lastEventAt)),
  ];
}

function Name({ card }: { readonly card: FacilityCard }) {
  return (
    <>
      <Link to={`/facilities/${card.facilityId}`}>{card.name ?? card.facilityId}</Link>
      <div className="caption">{card.address ?? card.facilityId}</div>
    </>
  );
}

function Newest({ card, language }: { readonly card: FacilityCard; readonly language: 'zh' | 'en' }) {
  const [newest] = [...card.lastInspections].sort((a, b) => b.on.localeCompare(a.on));
  if (newest === undefined) return '—';
  return (
    <>
      {shownDay(newest.on)}
      <div className="caption">
        {departmentName(newest.department, language)}
        {newest.verdict && ` · ${codeName('verdict', newest.verdict, language)}`}
      </div>
    </>
  );
}
