import type { Caller } from './caller.powers.js';

/** Who stands behind a bearer token. Adapters: any OpenID issuer's keys, and the demo issuer's own. */
export abstract class Identity {
  /** Throws `Refused` with an `authority/…` code when the token proves nothing. */
  abstract callerOf(token: string): Promise<Caller>;
}
