import { useWords } from '../words';

const shapes = {
  done: { d: 'M2.5 8.5 6.5 12.5 13.5 3.5', of: 'good' },
  late: { d: 'M4 2H12V14H4ZM4 8 10 2M4 14 12 6M10 14 12 12', of: 'late' },
  missing: { d: 'M8 1 15 8 8 15 1 8Z', of: 'grave' },
  open: { d: 'M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z', of: 'minor' },
} as const;

/** What the shapes of the two-sided picture mean, in words. */
export function RecordLegend() {
  const { t } = useWords();
  return (
    <ul className="legend" aria-label={t('timeline.legend')}>
      {(['done', 'late', 'missing', 'open'] as const).map((state) => (
        <li key={state}>
          <span className={`severity severity-${shapes[state].of}`}>
            <svg viewBox="0 0 16 16" role="presentation">
              <path d={shapes[state].d} />
            </svg>
            {t(`owedState.${state}`)}
          </span>
        </li>
      ))}
      <li>{t('official.legendLine')}</li>
      <li>{t('official.legendJoint')}</li>
      <li>{t('official.legendDot')}</li>
    </ul>
  );
}
