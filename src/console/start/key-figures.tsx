import { Link } from 'react-router';
import type { Figures, Status } from '../api';
import { may, useSession } from '../app/session';
import { SeverityMark } from '../parts/severity-mark';
import { useWords } from '../words';

/** Figures in a row; each opens what it counts. */
export function KeyFigures({ figures }: { readonly figures: Figures }) {
  const { t } = useWords();
  const sees = may(useSession(), 'intake/read');
  return (
    <ul className="key-figures">
      <KeyFigure to="/facilities" figure={figures.facilities.total} word={t('start.facilities')} />
      {Object.entries(figures.facilities.byStatus).map(([status, count]) => (
        <KeyFigure
          key={status}
          to={`/facilities?status=${status}`}
          figure={count}
          word={t(`status.${status as Status}`)}
        />
      ))}
      <HazardFigures figures={figures} />
      {sees && (
        <KeyFigure
          to="/intake/rejections?state=open"
          figure={figures.rejections}
          word={t('start.rejections')}
        />
      )}
    </ul>
  );
}

const grades = [
  ['grave', 'grave', 'start.graveOpen'],
  ['serious', 'bad', 'start.seriousOpen'],
  ['minor', 'minor', 'start.minorOpen'],
] as const;

function HazardFigures({ figures: { openHazards, overdueHazards } }: { readonly figures: Figures }) {
  const { t } = useWords();
  return (
    <>
      {grades.map(([grade, severity, word]) => (
        <KeyFigure
          key={grade}
          to={`/hazards?gravity=${grade}`}
          figure={openHazards[grade]}
          word={<Graded severity={severity} word={t(word)} />}
        />
      ))}
      <KeyFigure to="/hazards?overdue=true" figure={overdueHazards} word={t('start.overdue')} />
    </>
  );
}

interface Shown {
  readonly to: string;
  readonly figure: number;
  readonly word: React.ReactNode;
}

function KeyFigure({ to, figure, word }: Shown) {
  return (
    <li>
      <Link to={to}>
        <strong>{figure.toLocaleString('en-US')}</strong>
        <span>{word}</span>
      </Link>
    </li>
  );
}

function Graded({ severity, word }: { readonly severity: 'grave' | 'bad' | 'minor'; readonly word: string }) {
  return (
    <>
      <SeverityMark severity={severity} /> {word}
    </>
  );
}
