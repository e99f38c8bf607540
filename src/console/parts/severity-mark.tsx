import type { Severity } from '../api';
import { useWords } from '../words';

/** Shape and fill before colour: filled diamond, filled circle, ring, tick, dash. Survives a photocopy. */
export const severityShapes: Readonly<Record<Severity, string>> = {
  grave: 'M8 1 15 8 8 15 1 8Z',
  bad: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z',
  minor: 'M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z',
  good: 'M2.5 8.5 6.5 12.5 13.5 3.5',
  neutral: 'M3 8H13',
};

export function SeverityMark({
  severity,
  withWord = false,
}: {
  readonly severity: Severity;
  readonly withWord?: boolean;
}) {
  const { t } = useWords();
  const word = t(`severity.${severity}`);
  return (
    <span className={`severity severity-${severity}`}>
      <svg
        viewBox="0 0 16 16"
        role={withWord ? 'presentation' : 'img'}
        aria-label={withWord ? undefined : word}
      >
        <path d={severityShapes[severity]} />
      </svg>
      {withWord && word}
    </span>
  );
}
