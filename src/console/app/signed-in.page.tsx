import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from 'react-router';
import type { SignIn } from '../api';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { useWords } from '../words';
import { ask } from './ask';
import { safeBack } from './way-back';

/** Where the issuer sends people back to: the code in the address becomes a session, once. */
export function Component() {
  const { t } = useWords();
  const arrived = useQuery({
    queryKey: ['signed-in', window.location.search],
    queryFn: async () => {
      const { issuer } = await ask<SignIn>('/sign-in');
      return issuer && (await import('./issuer')).arriveFrom(issuer);
    },
    retry: false,
    staleTime: Infinity,
  });
  if (arrived.isSuccess) return <Navigate to={safeBack(arrived.data)} replace />;
  return (
    <main className="sign-in">
      <h1>{t('app.name')}</h1>
      {arrived.isError ? (
        <>
          <ProblemNotice problem={arrived.error} />
          <Link to="/sign-in">{t('signIn.again')}</Link>
        </>
      ) : (
        <Waiting />
      )}
    </main>
  );
}
