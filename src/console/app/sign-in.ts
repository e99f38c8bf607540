import type { Me, SignedIn } from '../api';
import { ask } from './ask';
import type { Session } from './session';

/** A token of the demo issuer, and what the platform says its holder may do. */
export async function signInAs(account: string): Promise<Session> {
  const { token, caller } = await ask<SignedIn>('/demo/sign-in', { method: 'POST', body: { account } });
  const { permissions } = await ask<Me>('/me', { token });
  return { token, caller, permissions };
}
