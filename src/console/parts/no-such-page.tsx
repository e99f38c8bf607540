import { Link, useRouteError } from 'react-router';
import { useWords } from '../words';
import { ProblemNotice } from './problem-notice';

export function NoSuchPage() {
  const { t } = useWords();
  return (
    <div className="empty">
      <h1>{t('state.notFoundTitle')}</h1>
      <p className="quiet">{t('state.notFoundHow')}</p>
      <Link to="/">{t('state.toStart')}</Link>
    </div>
  );
}

/** A page that threw. What is recorded lies with the platform and is not touched by it. */
export function Broken() {
  const { t } = useWords();
  const failure = useRouteError();
  return (
    <div className="page">
      <h1>{t('state.brokenTitle')}</h1>
      <ProblemNotice
        problem={failure instanceof Error ? failure : new Error(String(failure))}
        onRetry={() => window.location.reload()}
      />
    </div>
  );
}
