import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { ConsoleIssuer } from '../api';
import { Problem } from './ask';
import { session } from './session';
import { sessionOf } from './sign-in';

/** Where the issuer sends people back to. */
const CALLBACK = '/signed-in';

let standing: UserManager | undefined;

/** Authorization code with PKCE. What the issuer gives lives as long as the tab, like the session itself. */
function managerOf({ url, clientId }: ConsoleIssuer): UserManager {
  if (standing) return standing;
  standing = new UserManager({
    authority: url,
    client_id: clientId,
    redirect_uri: location.origin + CALLBACK,
    post_logout_redirect_uri: `${location.origin}/sign-in`,
    scope: 'openid',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
  standing.events.addUserLoaded(({ access_token: token }) => session.renew(token));
  return standing;
}

/** Away to the issuer; `back` is where the reader wanted to go. */
export function leaveFor(issuer: ConsoleIssuer, back: string): Promise<void> {
  return managerOf(issuer).signinRedirect({ state: back }).catch(failed);
}

/** Back from the issuer. Begins the session and answers where the reader wanted to go. */
export async function arriveFrom(issuer: ConsoleIssuer): Promise<string | null> {
  const { access_token: token, state } = await managerOf(issuer).signinRedirectCallback().catch(failed);
  session.begin({ ...(await sessionOf(token)), issuer });
  return typeof state === 'string' ? state : null;
}

/** Tokens live for minutes: a new one is fetched before the old one ends, also after a reload. */
export async function keepFresh(issuer: ConsoleIssuer): Promise<void> {
  await managerOf(issuer).getUser();
}

/** Also at the issuer: the next one at this machine must not be let in as us. */
export async function signOutAt(issuer: ConsoleIssuer): Promise<void> {
  const manager = managerOf(issuer);
  await manager.signoutRedirect().catch(() => manager.removeUser());
}

function failed(failure: unknown): never {
  throw new Problem({
    code: 'console/sign-in-failed',
    status: 401,
    zh: '统一身份登录没有完成',
    en: 'Signing in at the issuer was not completed',
    errors: [{ path: '', message: failure instanceof Error ? failure.message : String(failure) }],
  });
}
