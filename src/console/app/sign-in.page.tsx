import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { Caller, DemoAccounts } from '../api';
import { Asked } from '../parts/asked';
import { ProblemNotice } from '../parts/problem-notice';
import { departmentCodes, departmentName, regionName } from '../words/codes';
import { useWords } from '../words';
import { ask } from './ask';
import { signInAs } from './sign-in';
import { session, useSession } from './session';
import { Choices } from './shell';

/** A path of ours, never another site's. */
export const safeBack = (back: string | null) =>
  back !== null && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/';

export function Component() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const signedIn = useSession();
  const back = safeBack(params.get('back'));
  const accounts = useQuery({
    queryKey: ['demo', 'accounts'],
    queryFn: ({ signal }) => ask<DemoAccounts>('/demo/accounts', { signal }),
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
      <h2>{t('signIn.title')}</h2>
      <p className="quiet">{t('signIn.intro')}</p>
      {back !== '/' && <p className="quiet">{t('signIn.back', { address: back })}</p>}
      <Asked
        query={accounts}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: t('signIn.none'), how: t('signIn.noneHow') }}
      >
        {({ items }) => <Departments accounts={items} back={back} />}
      </Asked>
    </main>
  );
}

function Departments({ accounts, back }: { readonly accounts: readonly Caller[]; readonly back: string }) {
  const { language } = useWords();
  const navigate = useNavigate();
  const signIn = useMutation({
    mutationFn: signInAs,
    onSuccess: (begun) => {
      session.begin(begun);
      void navigate(back, { replace: true });
    },
  });
  const present = [...departmentCodes, ...accounts.map(({ department }) => department)].filter(
    (code, i, all) => all.indexOf(code) === i && accounts.some(({ department }) => department === code),
  );
  return (
    <>
      {signIn.error && <ProblemNotice problem={signIn.error} />}
      <div className="departments">
        {present.map((code) => (
          <section key={code} aria-labelledby={`dept-${code}`}>
            <h3 id={`dept-${code}`}>{departmentName(code, language)}</h3>
            <ul>
              {accounts
                .filter(({ department }) => department === code)
                .map((caller) => (
                  <Account
                    key={caller.account}
                    caller={caller}
                    onChoose={() => signIn.mutate(caller.account)}
                  />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </>
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
