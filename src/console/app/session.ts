import { useSyncExternalStore } from 'react';
import type { Caller, ConsoleIssuer, Me } from '../api';

type Permission = Me['permissions'][number];

export interface Session {
  readonly token: string;
  readonly caller: Caller;
  readonly permissions: readonly Permission[];
  /** Who gave the token; none: the demonstration itself. */
  readonly issuer?: ConsoleIssuer;
}

const KEPT_AS = 'youan.session';
const listeners = new Set<() => void>();
let current = kept();
/** Whether the last session ended because the platform no longer knew its token. */
let expired = false;

function kept(): Session | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

function become(session: Session | null): void {
  current = session;
  if (session === null) sessionStorage.removeItem(KEPT_AS);
  else sessionStorage.setItem(KEPT_AS, JSON.stringify(session));
  listeners.forEach((tell) => tell());
}

/** Who is signed in. Lives as long as the browser tab: a shared machine forgets it. */
export const session = {
  now: () => current,
  hasExpired: () => expired,
  begin: (begun: Session) => {
    expired = false;
    become(begun);
  },
  /** The same person with a fresh token. */
  renew: (token: string) => {
    if (current !== null && current.token !== token) become({ ...current, token });
  },
  end: () => {
    expired = false;
    become(null);
  },
  expire: () => {
    if (current === null) return;
    expired = true;
    become(null);
  },
};

export function useSession(): Session | null {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, session.now);
}

/**
 * Whether whoever is signed in may do something. The platform refuses in any case; this only spares a
 * vain way.
 */
export const may = (signedIn: Session | null, permission: Permission) =>
  signedIn?.permissions.includes(permission) ?? false;
