import { Button } from 'antd';
import { Suspense, useEffect } from 'react';
import { NavLink, Navigate, Outlet, useLocation } from 'react-router';
import { Waiting } from '../parts/waiting';
import { departmentName, regionName } from '../words/codes';
import { useWords } from '../words';
import { speak } from '../words/language';
import { useAppearance } from './appearance';
import { may, session, useSession } from './session';
import type { Session } from './session';

const sections = [
  { to: '/', key: 'app.start', needs: 'figures/read' },
  { to: '/facilities', key: 'app.facilities', needs: 'facility/read' },
  { to: '/officials', key: 'app.officials', needs: 'official/read' },
  { to: '/intake/rejections', key: 'app.rejections', needs: 'intake/read' },
  { to: '/intake/files', key: 'app.files', needs: 'intake/read' },
] as const;

/**
 * Everything behind the sign-in: header, sections, the page. Without a session it leads to the sign-in
 * and back.
 */
export function Shell() {
  const signedIn = useSession();
  const issuer = signedIn?.issuer;
  useEffect(() => {
    if (issuer) void import('./issuer').then(({ keepFresh }) => keepFresh(issuer));
  }, [issuer]);
  const { pathname, search } = useLocation();
  if (signedIn === null) {
    const back = pathname === '/' && search === '' ? '' : `?back=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${back}`} replace />;
  }
  return (
    <div className="shell">
      <SkipLink />
      <Header signedIn={signedIn} />
      <main id="content" tabIndex={-1} className="page">
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function signOut({ issuer }: Session): void {
  session.end();
  if (issuer) void import('./issuer').then(({ signOutAt }) => signOutAt(issuer));
}

function SkipLink() {
  const { t } = useWords();
  return (
    <a className="skip" href="#content" onClick={() => document.getElementById('content')?.focus()}>
      {t('app.skip')}
    </a>
  );
}

function Header({ signedIn }: { readonly signedIn: Session }) {
  const { t } = useWords();
  return (
    <header className="header">
      <NavLink to="/" className="mark">
        {t('app.name')}
      </NavLink>
      <nav aria-label={t('app.navigation')} className="sections">
        {sections
          .filter(({ needs }) => may(signedIn, needs))
          .map(({ to, key }) => (
            <NavLink key={to} to={to} end={to === '/'}>
              {t(key)}
            </NavLink>
          ))}
      </nav>
      <WhoAmI signedIn={signedIn} />
      <Choices />
      <Button type="text" size="small" onClick={() => signOut(signedIn)}>
        {t('app.signOut')}
      </Button>
    </header>
  );
}

function WhoAmI({ signedIn: { caller } }: { readonly signedIn: Session }) {
  const { t, pick, language } = useWords();
  return (
    <span className="who" title={t('app.signedInAs')}>
      {pick(caller.name)}
      <small>
        {departmentName(caller.department, language)} · {regionName(caller.region, language)} ·{' '}
        {t(`role.${caller.role}`)}
      </small>
    </span>
  );
}

/** Language and light, for this reader on this machine. */
export function Choices() {
  const { t, language } = useWords();
  const { mode, turn } = useAppearance();
  return (
    <span className="choices">
      <Button type="text" size="small" onClick={turn} aria-pressed={mode === 'dark'}>
        {mode === 'dark' ? t('app.light') : t('app.dark')}
      </Button>
      <Button
        type="text"
        size="small"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => speak(language === 'zh' ? 'en' : 'zh')}
      >
        {t('app.language')}
      </Button>
    </span>
  );
}
