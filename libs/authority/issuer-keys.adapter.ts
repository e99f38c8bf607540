import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

const TIMEOUT_MS = 5_000;

/**
 * The public keys of a configured issuer, fetched when first needed and kept. Without `jwksUrl` the issuer's
 * own metadata (OpenID Connect Discovery §4) names the place; never a token.
 */
export function issuerKeys(issuer: string, jwksUrl?: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = async () => remote(jwksUrl ?? (await discovered(issuer)));
  return async (header, token) => {
    found ??= find();
    try {
      return (await found)(header, token);
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
}

const remote = (url: string) => createRemoteJWKSet(new URL(url), { timeoutDuration: TIMEOUT_MS });

async function discovered(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const said = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (said.issuer !== issuer) throw new Error(`${url} speaks for another issuer`);
  if (typeof said.jwks_uri !== 'string') throw new Error(`${url} names no jwks_uri`);
  return said.jwks_uri;
}
