import { useSyncExternalStore } from 'react';
import type { Caller } from '../api';

export interface Session {
  readonly token: string;
  readonly caller: Caller;
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

/** Whether the caller's role may do something. An answer without permissions leaves it to the platform to refuse. */
export const may = (caller: Caller, permission: string) => caller.permissions?.includes(permission) ?? true;
