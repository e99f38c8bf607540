import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { departmentCodes } from '#contracts';
import { Refused } from '#kernel';
import { roleNames } from './authority.words.js';
import { callerFrom } from './claims.policy.js';
import { demoAccounts } from './demo-accounts.words.js';
import { DemoIssuer } from './demo-issuer.adapter.js';

describe('the demo accounts', () => {
  test('are called differently', () => {
    expect(new Set(demoAccounts.map(({ account }) => account)).size).toBe(demoAccounts.length);
  });
  test('show every role', () => {
    expect(new Set(demoAccounts.map(({ role }) => role))).toEqual(new Set(roleNames));
  });
  test('send for every department but the one that judges officials', () => {
    const sending = demoAccounts.filter(({ role }) => role === 'system').map(({ department }) => department);
    expect(sending).toEqual(departmentCodes.filter((code) => code !== 'DISC'));
  });
  test.each(demoAccounts.map((caller) => [caller.account, caller] as const))(
    '%s could sign in',
    (_, caller) => {
      const { account, name, ...rest } = caller;
      expect(callerFrom({ sub: account, name: name.zh, 'name#en': name.en, ...rest })).toEqual(caller);
    },
  );
});

describe('the demo issuer', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'youan-demo-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('keeps its key for its owner only, so that a restart signs nobody out', async () => {
    const file = join(folder, 'demo.key');
    const { token, caller } = await (await DemoIssuer.open('youan', file)).signIn('auditor');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await (await DemoIssuer.open('youan', file)).identity().callerOf(token)).toEqual(caller);
  });

  test('two processes that start together share one key', async () => {
    const file = join(folder, 'together.key');
    const issuers = await Promise.all(Array.from({ length: 5 }, () => DemoIssuer.open('youan', file)));
    for (const signer of issuers)
      for (const checker of issuers)
        await checker.identity().callerOf((await signer.signIn('dashboard')).token);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ crv: 'P-256' });
  });

  test('without a file its key ends with the process', async () => {
    const { token } = await (await DemoIssuer.open('youan')).signIn('auditor');
    await expect((await DemoIssuer.open('youan')).identity().callerOf(token)).rejects.toThrow(Refused);
  });

  test('signs for one audience, for half a day', async () => {
    const issuer = await DemoIssuer.open('youan');
    const { token } = await issuer.signIn('auditor');
    await expect((await DemoIssuer.open('other')).identity().callerOf(token)).rejects.toThrow(Refused);
    const yesterday = await issuer.signIn('auditor', new Date(Date.now() - 13 * 3_600_000));
    await expect(issuer.identity().callerOf(yesterday.token)).rejects.toMatchObject({
      refusal: { code: 'authority/expired' },
    });
  });

  test('cannot be opened in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(DemoIssuer.open('youan')).rejects.toThrow('NODE_ENV=production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
