import { makeSecretFile, refuse, Refused } from '#kernel';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { readFile } from 'node:fs/promises';
import type { AuthorityRefusal } from './authority.refusals.js';
import type { Caller } from './caller.powers.js';
import { demoAccounts } from './demo-accounts.words.js';
import { TokenIdentity } from './token.adapter.js';

/** `iss` of every demo token: not an address, so no other issuer can have it. */
export const DEMO_ISSUER = 'urn:youan:demo-issuer';
const TOKEN_HOURS = 12;

export interface SignedIn {
  readonly token: string;
  readonly caller: Caller;
  readonly expiresAt: string;
}

/** Whoever can reach the demo issuer can be anybody: it must not exist where real facts are. */
export function refuseInProduction(environment = process.env['NODE_ENV']): void {
  if (environment === 'production')
    throw new Error(
      '演示账号不能用于生产环境：请设置 ISSUER_URL。 / ' +
        'The demo issuer refuses to run with NODE_ENV=production: set ISSUER_URL.',
    );
}

/**
 * Signs tokens for the demo accounts with a key of its own, kept in `keyFile` or, without one, for this
 * process only.
 */
export class DemoIssuer {
  private constructor(
    private readonly key: CryptoKey,
    private readonly publicJwk: JWK,
    private readonly audience: string,
  ) {}

  static async open(audience: string, keyFile?: string): Promise<DemoIssuer> {
    refuseInProduction();
    const jwk = keyFile === undefined ? await newKey() : await keptKey(keyFile);
    const { d: _, ...open } = jwk;
    const publicJwk = { ...open, alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
    return new DemoIssuer((await importJWK(jwk, 'ES256')) as CryptoKey, publicJwk, audience);
  }

  /** Checks the tokens this issuer signs, by the same rules as any other issuer's. */
  identity(): TokenIdentity {
    const rules = { issuer: DEMO_ISSUER, audience: this.audience, algorithms: ['ES256'] };
    const maxAgeSeconds = TOKEN_HOURS * 3600;
    return new TokenIdentity(createLocalJWKSet({ keys: [this.publicJwk] }), { ...rules, maxAgeSeconds });
  }

  async signIn(account: string, now = new Date()): Promise<SignedIn> {
    const caller = demoAccounts.find((known) => known.account === account);
    if (caller === undefined)
      throw new Refused(refuse('authority/no-such-account', { account }) satisfies AuthorityRefusal);
    const { name, role, department, region, official } = caller;
    const issued = Math.floor(now.getTime() / 1000);
    const claims = { name: name.zh, 'name#en': name.en, role, department, region };
    const token = await new SignJWT(official === undefined ? claims : { ...claims, official })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: this.publicJwk.kid! })
      .setIssuer(DEMO_ISSUER)
      .setAudience(this.audience)
      .setSubject(account)
      .setIssuedAt(issued)
      .setExpirationTime(issued + TOKEN_HOURS * 3600)
      .sign(this.key);
    return { token, caller, expiresAt: new Date((issued + TOKEN_HOURS * 3600) * 1000).toISOString() };
  }
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportJWK(privateKey);
}

/** Two processes may start on one folder: whoever makes the file first wins, the other reads. */
async function keptKey(file: string): Promise<JWK> {
  await makeSecretFile(file, JSON.stringify(await newKey()));
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}
