import { Refused } from '#kernel';
import {
  base64url,
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import { createHmac } from 'node:crypto';
import { TokenIdentity } from './token.adapter.js';

const ISSUER = 'https://id.linyi.example';
const now = () => Math.floor(Date.now() / 1000);
const officer = () => ({
  iss: ISSUER,
  aud: 'youan',
  sub: 'fire-inspector-lanshan',
  iat: now(),
  exp: now() + 600,
  name: '宋若川',
  role: 'inspector',
  department: 'FIRE',
  region: '371302',
});
type Claims = JWTPayload;

const ours = await generateKeyPair('ES256', { extractable: true });
const theirs = await generateKeyPair('ES256', { extractable: true });
const publicJwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
const identity = new TokenIdentity(createLocalJWKSet({ keys: [publicJwk] }), {
  issuer: ISSUER,
  audience: 'youan',
  maxAgeSeconds: 900,
});

const signed = (claims: Claims, header: object = {}, key = ours.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header }).sign(key);
const without = (claim: string): Claims => ({ ...officer(), [claim]: undefined });

const refusalOf = async (token: string) => {
  const error: unknown = await identity.callerOf(token).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Refused ? error.refusal : error;
};
const expectRefused = async (token: string | Promise<string>, code = 'authority/unknown-caller') =>
  expect(await refusalOf(await token)).toMatchObject({ code });

describe('a token of the configured issuer', () => {
  test('says who calls', async () => {
    expect(
      await identity.callerOf(await signed({ ...officer(), 'name#en': 'Song', official: 'O-1' })),
    ).toEqual({
      account: 'fire-inspector-lanshan',
      name: { zh: '宋若川', en: 'Song' },
      role: 'inspector',
      department: 'FIRE',
      region: '371302',
      official: 'O-1',
    });
  });

  test('may leave the names out', async () => {
    expect(await identity.callerOf(await signed(without('name')))).toMatchObject({
      name: { zh: 'fire-inspector-lanshan', en: 'fire-inspector-lanshan' },
    });
  });

  test('may name several audiences, ours among them', async () => {
    expect(await identity.callerOf(await signed({ ...officer(), aud: ['other', 'youan'] }))).toBeDefined();
  });

  test.each(['sub', 'role', 'department', 'region', 'iat', 'exp'])('is worth nothing without %s', (claim) =>
    expectRefused(signed(without(claim)), 'authority/incomplete-identity'),
  );

  test.each([
    ['role', 'emperor'],
    ['role', 'toString'],
    ['department', 'NASA'],
    ['region', '110000'],
    ['region', ['371302']],
    ['sub', ''],
    ['official', ''],
  ])('is worth nothing when %s says %j', async (claim, value) => {
    expect(await refusalOf(await signed({ ...officer(), [claim]: value }))).toMatchObject({
      code: 'authority/incomplete-identity',
      facts: { claim },
    });
  });
});

describe('a token past its time', () => {
  test('is told so when it has expired', () =>
    expectRefused(signed({ ...officer(), iat: now() - 700, exp: now() - 10 }), 'authority/expired'));
  test('is too old after the longest age, whatever its own end', () =>
    expectRefused(signed({ ...officer(), iat: now() - 1000, exp: now() + 9999 }), 'authority/expired'));
  test('is not good before its beginning', () => expectRefused(signed({ ...officer(), nbf: now() + 60 })));
  test('cannot come from the future', () => expectRefused(signed({ ...officer(), iat: now() + 60 })));
  test('may differ by the few seconds clocks differ by', async () =>
    expect(
      await identity.callerOf(await signed({ ...officer(), iat: now() + 3, exp: now() - 2 })),
    ).toBeDefined());
});

describe('a forged token', () => {
  const parts = (header: object, claims: Claims) =>
    `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}`;

  test('cannot do without a signature', async () => {
    await expectRefused(new UnsecuredJWT(officer()).encode());
    await expectRefused(`${parts({ alg: 'none', kid: 'k1' }, officer())}.`);
    await expectRefused(`${parts({ alg: 'NoNe', kid: 'k1' }, officer())}.x`);
  });

  test('cannot use the public key as a password (HS256)', async () => {
    const body = parts({ alg: 'HS256', kid: 'k1' }, officer());
    for (const password of [await exportSPKI(ours.publicKey), JSON.stringify(publicJwk)])
      await expectRefused(`${body}.${createHmac('sha256', password).update(body).digest('base64url')}`);
  });

  test('cannot bring its own key', async () => {
    const jwk = await exportJWK(theirs.publicKey);
    await expectRefused(signed(officer(), { jwk }, theirs.privateKey));
    await expectRefused(signed(officer(), { jwk, kid: undefined }, theirs.privateKey));
  });

  test('cannot say where its keys are to be fetched', async () => {
    const fetched: unknown[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = (...asked) => {
      fetched.push(asked);
      return before(...asked);
    };
    try {
      for (const header of [{ jku: 'http://127.0.0.1:1/jwks' }, { x5u: 'http://127.0.0.1:1/x' }])
        await expectRefused(signed(officer(), header, theirs.privateKey));
    } finally {
      globalThis.fetch = before;
    }
    expect(fetched).toEqual([]);
  });

  test.each(['../../../dev/null', "' or 1=1 --", 'k1\0', '__proto__', 'k2'])(
    'cannot name another key: %j',
    (kid) => expectRefused(signed(officer(), { kid })),
  );

  test('cannot be another signer’s', () => expectRefused(signed(officer(), {}, theirs.privateKey)));

  test('cannot be changed', async () => {
    const [header, , signature] = (await signed(officer())).split('.');
    const claims = base64url.encode(JSON.stringify({ ...officer(), role: 'auditor' }));
    await expectRefused(`${header}.${claims}.${signature}`);
  });

  test('cannot come from another issuer or be meant for somebody else', async () => {
    await expectRefused(signed({ ...officer(), iss: 'https://id.elsewhere.example' }));
    await expectRefused(signed({ ...officer(), iss: `${ISSUER}/` }));
    await expectRefused(signed({ ...officer(), aud: 'other' }));
    await expectRefused(signed({ ...officer(), aud: ['youan2'] }));
  });

  test('cannot ask for extensions we do not know', () =>
    expectRefused(
      new SignJWT(officer())
        .setProtectedHeader({ alg: 'ES256', kid: 'k1', crit: ['exp2'], exp2: 1 })
        .sign(ours.privateKey, { crit: { exp2: true } }),
    ));

  test.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', `${'a'.repeat(9000)}.b.c`])('is not one: %.20j', (token) =>
    expectRefused(token),
  );
});

describe('the rules for tokens', () => {
  const rules = { issuer: ISSUER, audience: 'youan', maxAgeSeconds: 900 };
  const keys = createLocalJWKSet({ keys: [publicJwk] });

  test('admit no algorithm with a shared secret', () => {
    for (const odd of ['HS256', 'none', 'dir'])
      expect(() => new TokenIdentity(keys, { ...rules, algorithms: ['ES256', odd] })).toThrow(odd);
  });

  test('may demand a type', async () => {
    const strict = new TokenIdentity(keys, { ...rules, type: 'at+jwt' });
    await expect(strict.callerOf(await signed(officer(), { typ: 'JWT' }))).rejects.toThrow(Refused);
    expect(await strict.callerOf(await signed(officer(), { typ: 'at+jwt' }))).toBeDefined();
  });
});
