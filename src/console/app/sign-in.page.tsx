import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { Caller, ConsoleIssuer, DemoAccounts, SignIn } from '../api';
import { Asked } from '../parts/asked';
import { ProblemNotice } from '../parts/problem-notice';
import { departmentCodes, departmentName, regionName } from '../words/codes';
import { useWords } from '../words';
import { ask } from './ask';
import { signInAs } from './sign-in';
import { session, useSession } from './session';
import { Choices } from './shell';
import { safeBack } from './way-back';

export function Component() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const signedIn = useSession();
  const back = safeBack(params.get('back'));
  const where = useQuery({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => ask<SignIn>('/sign-in', { signal }),
  });
  if (signedIn !== null) return <Navigate to={back} replace />;
  return (
    <main className="sign-in">
      <header>
        <h1>
          {t('app.name')} <small>{t('app.subtitle')}</small>
        </h1>
        <Choices />
      </header>
      {session.hasExpired() && <p className="note">{t('signIn.expired')}</p>}
      <Asked query={where}>
        {({ issuer }) => (
          <>
            <h2>{t(issuer ? 'signIn.issuerTitle' : 'signIn.title')}</h2>
            <p className="quiet">{t(issuer ? 'signIn.issuerIntro' : 'signIn.intro')}</p>
            {back !== '/' && <p className="quiet">{t('signIn.back', { address: back })}</p>}
            {issuer ? <AtIssuer issuer={issuer} back={back} /> : <WithDemoAccount back={back} />}
          </>
        )}
      </Asked>
    </main>
  );
}

function AtIssuer({ issuer, back }: { readonly issuer: ConsoleIssuer; readonly back: string }) {
  const { t } = useWords();
  const leaving = useMutation({
    mutationFn: async () => (await import('./issuer')).leaveFor(issuer, back),
  });
  return (
    <>
      {leaving.error && <ProblemNotice problem={leaving.error} />}
      <Button type="primary" size="large" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('signIn.issuer')}
      </Button>
    </>
  );
}

function WithDemoAccount({ back }: { readonly back: string }) {
  const { t } = useWords();
  const accounts = useQuery({
    queryKey: ['demo', 'accounts'],
    queryFn: ({ signal }) => ask<DemoAccounts>('/demo/accounts', { signal }),
  });
  return (
    <Asked
      query={accounts}
      isEmpty={({ items }) => items.length === 0}
      empty={{ title: t('signIn.none'), how: t('signIn.noneHow') }}
    >
      {({ items }) => <Departments accounts={items} back={back} />}
    </Asked>
  );
}

interface Offered {
  readonly accounts: readonly Caller[];
  readonly onChoose: (account: string) => void;
}

function Departments({ accounts, back }: { readonly accounts: readonly Caller[]; readonly back: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const signIn = useMutation({
    mutationFn: signInAs,
    onSuccess: (begun) => {
      session.begin(begun);
      void navigate(back, { replace: true });
    },
  });
  const people = accounts.filter(({ role }) => role !== 'system');
  const systems = accounts.filter(({ role }) => role === 'system');
  const onChoose = (account: string) => signIn.mutate(account);
  return (
    <>
      {signIn.error && <ProblemNotice problem={signIn.error} />}
      <ByDepartment accounts={people} onChoose={onChoose} />
      {systems.length > 0 && (
        <details className="systems">
          <summary>{t('signIn.systems', { count: systems.length })}</summary>
          <ByDepartment accounts={systems} onChoose={onChoose} />
        </details>
      )}
    </>
  );
}

function ByDepartment({ accounts, onChoose }: Offered) {
  const { language } = useWords();
  const groups = departmentCodes
    .map((code) => ({ code, members: accounts.filter(({ department }) => department === code) }))
    .filter(({ members }) => members.length > 0);
  return (
    <div className="departments">
      {groups.map(({ code, members }) => (
        <section key={code} aria-label={departmentName(code, language)}>
          <h3>{departmentName(code, language)}</h3>
          <ul>
            {members.map((caller) => (
              <Account key={caller.account} caller={caller} onChoose={() => onChoose(caller.account)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Account({ caller, onChoose }: { readonly caller: Caller; readonly onChoose: () => void }) {
  const { t, pick, language } = useWords();
  return (
    <li className="account">
      <div>
        <strong>{pick(caller.name)}</strong>
        <span className="quiet">
          {' '}
          {t(`role.${caller.role}`)} · {regionName(caller.region, language)}
        </span>
        <p className="caption">{t(`sees.${caller.role}`)}</p>
      </div>
      <Button onClick={onChoose} aria-label={`${t('signIn.signIn')} ${pick(caller.name)}`}>
        {t('signIn.signIn')}
      </Button>
    </li>
  );
}
