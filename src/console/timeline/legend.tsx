import type { Severity } from '../api';
import { SeverityMark } from '../parts/severity-mark';
import { useWords } from '../words';

const severities: readonly Severity[] = ['grave', 'bad', 'minor', 'good', 'neutral'];

/** What the shapes mean, in words. */
export function Legend() {
  const { t } = useWords();
  return (
    <ul className="legend" aria-label={t('timeline.legend')}>
      {severities.map((severity) => (
        <li key={severity}>
          <SeverityMark severity={severity} withWord />
        </li>
      ))}
      <li>{t('timeline.legendTail')}</li>
      <li>{t('timeline.legendBar')}</li>
      <li>{t('timeline.legendChain')}</li>
      <li>{t('timeline.legendCount')}</li>
    </ul>
  );
}
