import { exportJWK, generateKeyPair } from 'jose';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** An OpenID Connect issuer with a public client for the console: a real one, only its people are invented. */
export interface RunningIssuer {
  readonly url: string;
  /** Whom the console may be reached at is known only after the platform knows its issuer. */
  admit(consoleUrl: string): Promise<void>;
  stop(): Promise<void>;
}

/** Seconds. The console asks for a new token a minute before the old one ends. */
const TOKEN_TTL = 64;
const HOUR = 3_600;

export async function startIssuer(): Promise<RunningIssuer> {
  let answer: RequestListener = (_, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((bound) => server.listen(0, '127.0.0.1', bound));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    admit: async (consoleUrl) => {
      answer = (await providerFor(url, consoleUrl)).callback() as RequestListener;
    },
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function providerFor(url: string, consoleUrl: string): Promise<Provider> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return new Provider(url, {
    clients: [
      {
        client_id: 'youan-console',
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${consoleUrl}/signed-in`],
        post_logout_redirect_uris: [`${consoleUrl}/sign-in`],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'ES256', use: 'sig' }] },
    cookies: { keys: ['only for this test'] },
    clientBasedCORS: () => true,
    issueRefreshToken: () => Promise.resolve(true),
    findAccount: (_, accountId) => ({ accountId, claims: () => Promise.resolve({ sub: accountId }) }),
    extraTokenClaims: () => ({ role: 'auditor', department: 'DISC', region: '371300', name: '示例审计' }),
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:youan:platform',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid',
          audience: 'youan',
          accessTokenTTL: TOKEN_TTL,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: { Session: HOUR, Grant: HOUR, IdToken: HOUR, RefreshToken: HOUR, Interaction: HOUR },
  });
}
