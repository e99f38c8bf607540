import { Refusal, Refused, refuse } from '#kernel';
import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { AuthorityRefusal } from './authority.refusals.js';
import type { Caller } from './caller.powers.js';
import { callerFrom } from './claims.policy.js';
import { Identity } from './identity.port.js';

/** Where tokens come from and how old they may grow. */
export interface TokenRules {
  /** Exactly what `iss` must say. Keys are never looked up from a token's own words. */
  readonly issuer: string;
  readonly audience: string;
  /** Seconds since `iat` after which a token is worth nothing, whatever its `exp` says. */
  readonly maxAgeSeconds: number;
  /** Value of the header's `typ`, for issuers that set it (`at+jwt`). */
  readonly type?: string;
  /** Asymmetric only: with `HS256` an issuer's public key would be a password everybody knows. */
  readonly algorithms?: readonly string[];
}

export const ASYMMETRIC = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'] as const;
const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_TOKEN_LENGTH = 8192;

/** Checks bearer tokens against one issuer's keys. */
export class TokenIdentity extends Identity {
  private readonly options: JWTVerifyOptions;

  constructor(
    private readonly keys: JWTVerifyGetKey,
    rules: TokenRules,
  ) {
    super();
    const algorithms = [...(rules.algorithms ?? ASYMMETRIC)];
    const odd = algorithms.find((name) => !(ASYMMETRIC as readonly string[]).includes(name));
    if (odd !== undefined) throw new Error(`${odd} is not a signature by a private key`);
    this.options = {
      algorithms,
      issuer: rules.issuer,
      audience: rules.audience,
      maxTokenAge: rules.maxAgeSeconds,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', 'role', 'department', 'region'],
      ...(rules.type === undefined ? {} : { typ: rules.type }),
    };
  }

  async callerOf(token: string): Promise<Caller> {
    if (token.length > MAX_TOKEN_LENGTH) throw new Refused(refuse('authority/unknown-caller'));
    const claims = await this.claimsOf(token);
    const caller = callerFrom(claims);
    if (caller instanceof Refusal) throw new Refused(caller);
    return caller;
  }

  private async claimsOf(token: string) {
    try {
      return (await jwtVerify(token, this.keys, this.options)).payload;
    } catch (error) {
      throw new Refused(whyNot(error));
    }
  }
}

/**
 * A forged token learns nothing from the answer; an issuer that cannot be reached is not the caller's fault.
 */
function whyNot(error: unknown): AuthorityRefusal {
  if (error instanceof errors.JWTExpired) return refuse('authority/expired');
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'missing')
    return refuse('authority/incomplete-identity', { claim: error.claim });
  const keysAreOut =
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === errors.JOSEError.code;
  return refuse(keysAreOut ? 'authority/issuer-unreachable' : 'authority/unknown-caller');
}
