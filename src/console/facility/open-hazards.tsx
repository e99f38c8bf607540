import type { FacilityCard } from '../api';
import { SeverityMark } from '../parts/severity-mark';
import { useWords } from '../words';

const grades = [
  ['grave', 'grave'],
  ['serious', 'bad'],
  ['minor', 'minor'],
] as const;

/** Open hazards by grade, each with its mark, and how many of them are past their day. */
export function OpenHazards({ card: { openHazards, overdueHazards } }: { readonly card: FacilityCard }) {
  const { t } = useWords();
  const present = grades.filter(([grade]) => openHazards[grade] > 0);
  if (present.length === 0) return <span className="quiet">{t('state.none')}</span>;
  return (
    <span className="hazards">
      {present.map(([grade, severity]) => (
        <span key={grade}>
          <SeverityMark severity={severity} /> {openHazards[grade]}
        </span>
      ))}
      {overdueHazards > 0 && (
        <span className="late-open">
          {t('facility.overdue')} {overdueHazards}
        </span>
      )}
    </span>
  );
}
