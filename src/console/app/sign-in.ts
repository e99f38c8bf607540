import type { Me, SignedIn } from '../api';
import { ask } from './ask';
import type { Session } from './session';

/** A token of the demo issuer, and what the platform says its holder may do. */
export async function signInAs(account: string): Promise<Session> {
  const { token } = await ask<SignedIn>('/demo/sign-in', { method: 'POST', body: { account } });
  return sessionOf(token);
}

/** Who the platform takes the holder of a token for, and what they may do. */
export async function sessionOf(token: string): Promise<Session> {
  const { caller, permissions } = await ask<Me>('/me', { token });
  return { token, caller, permissions };
}
