import { Refused } from '#kernel';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issuerKeys } from './issuer-keys.adapter.js';
import { TokenIdentity } from './token.adapter.js';

const pair = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' };

let server: Server;
let issuer: string;
const answers = new Map<string, unknown>();
const asked: string[] = [];
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    asked.push(url!);
    const answer = answers.get(url!);
    response.writeHead(answer === undefined ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/linyi`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  asked.length = 0;
  answers.clear();
  answers.set('/realms/linyi/.well-known/openid-configuration', { issuer, jwks_uri: jwksUrl() });
  answers.set('/jwks', { keys: [jwk] });
});
const jwksUrl = () => new URL('/jwks', issuer).href;

const identityOf = (from = issuer, url?: string) =>
  new TokenIdentity(issuerKeys(from, url), { issuer: from, audience: 'youan', maxAgeSeconds: 900 });
const token = () =>
  new SignJWT({ role: 'clerk', department: 'MSA', region: '371300' })
    .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
    .setIssuer(issuer)
    .setAudience('youan')
    .setSubject('li')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(pair.privateKey);
const codeOf = (identity: TokenIdentity, given: string) =>
  identity.callerOf(given).then(
    () => 'let in',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );

describe('keys of a real issuer', () => {
  test('are found through its metadata, once', async () => {
    const identity = identityOf();
    expect(await identity.callerOf(await token())).toMatchObject({ account: 'li', role: 'clerk' });
    await identity.callerOf(await token());
    expect(asked).toEqual(['/realms/linyi/.well-known/openid-configuration', '/jwks']);
  });

  test('are fetched where the settings say, where they say it', async () => {
    expect(await identityOf(issuer, jwksUrl()).callerOf(await token())).toBeDefined();
    expect(asked).toEqual(['/jwks']);
  });

  test('are not taken from metadata that speak for another issuer', async () => {
    const path = '/realms/linyi/.well-known/openid-configuration';
    answers.set(path, { issuer: 'https://elsewhere.example', jwks_uri: jwksUrl() });
    expect(await codeOf(identityOf(), await token())).toBe('authority/issuer-unreachable');
  });

  test('missing keys are our trouble, not the caller’s, and are looked for again', async () => {
    const identity = identityOf();
    answers.clear();
    expect(await codeOf(identity, await token())).toBe('authority/issuer-unreachable');
    answers.set('/realms/linyi/.well-known/openid-configuration', { issuer, jwks_uri: jwksUrl() });
    expect(await codeOf(identity, await token())).toBe('authority/issuer-unreachable');
    answers.set('/jwks', { keys: [jwk] });
    expect(await codeOf(identity, await token())).toBe('let in');
  });

  test('nobody answers at all', async () => {
    const identity = identityOf('http://127.0.0.1:1/realms/none');
    expect(await codeOf(identity, await token())).toBe('authority/issuer-unreachable');
  });
});
