import { demoAccounts, may, roleNames, type Permission, type Role } from '#authority';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

type Access = { permission: Permission } | { signedIn: string } | { open: string };
interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access | undefined;
}

let platform: RunningPlatform;
let operations: readonly Operation[];
const tokens = new Map<Role, string>();

beforeAll(async () => {
  platform = await runningPlatform();
  const { paths } = (await (await fetch(`${platform.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { 'x-access'?: Access }>>;
  };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method,
      path,
      access: described['x-access'],
    })),
  );
  for (const role of roleNames) {
    const { account } = demoAccounts.find((known) => known.role === role)!;
    tokens.set(role, await platform.tokenFor(account));
  }
});
afterAll(() => platform?.stop());

const ask = async ({ method, path }: Operation, token?: string) => {
  const answer = await fetch(`${platform.url}${path.replace(/\{\w+\}/g, 'nothing')}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'get' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'get' ? {} : { body: '{"nobody":"declared this"}' }),
    signal: AbortSignal.timeout(20_000),
  });
  const { code } = await (answer.json() as Promise<{ code?: string }>).catch(() => ({ code: undefined }));
  return { status: answer.status, code };
};

test('every address says in its description who may use it', () => {
  expect(operations.length).toBeGreaterThan(5);
  expect(operations.filter(({ access }) => access === undefined)).toEqual([]);
});

test('addresses open to everybody below /api are few and known', () => {
  const open = operations.filter(({ access, path }) => access && 'open' in access && path.startsWith('/api'));
  expect(open.map(({ name }) => name).sort()).toEqual([
    'GET /api/v1/demo/accounts',
    'GET /api/v1/sign-in',
    'POST /api/v1/demo/sign-in',
  ]);
});

test('whoever is not signed in gets nowhere else', async () => {
  for (const operation of operations) {
    if (operation.access && 'open' in operation.access) continue;
    for (const token of [undefined, 'e30.e30.e30'])
      expect({ name: operation.name, ...(await ask(operation, token)) }).toEqual({
        name: operation.name,
        status: 401,
        code: 'authority/unknown-caller',
      });
  }
});

test.each(roleNames)('the role %s gets exactly as far as its permissions', async (role) => {
  for (const operation of operations) {
    const { access, name } = operation;
    if (!access || !('permission' in access)) continue;
    const { status, code } = await ask(operation, tokens.get(role));
    const refused = status === 403 && code === 'authority/beyond-powers';
    expect({ name, refused, known: status !== 401 }).toEqual({
      name,
      refused: !may({ role }, access.permission),
      known: true,
    });
  }
});

test('a caller learns who the platform takes them for', async () => {
  const authorization = `Bearer ${tokens.get('auditor')}`;
  const answer = await fetch(`${platform.url}/api/v1/me`, { headers: { authorization } });
  expect(await answer.json()).toMatchObject({
    caller: { account: 'auditor', departmentName: { zh: '纪检监察' } },
    labels: ['L1', 'L2', 'L3', 'L4'],
  });
});

describe('with a real issuer', () => {
  let real: RunningPlatform;
  beforeAll(async () => {
    real = await runningPlatform({ NODE_ENV: 'production', ISSUER_URL: 'http://127.0.0.1:1/realms/linyi' });
  });
  afterAll(() => real?.stop());
  const code = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${real.url}/api/v1${path}`, init);
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };

  test('there are no demo accounts', async () => {
    expect(await code('/demo/accounts')).toEqual([404, 'request/unknown-path']);
    expect(await code('/demo/sign-in', { method: 'POST' })).toEqual([404, 'request/unknown-path']);
  });

  test('whoever wants in learns where to sign in, and the browser may go there', async () => {
    const answer = await fetch(`${real.url}/api/v1/sign-in`);
    expect(await answer.json()).toEqual({
      issuer: { url: 'http://127.0.0.1:1/realms/linyi', clientId: 'youan-console' },
    });
    const page = await fetch(real.url);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self' http://127.0.0.1:1;");
  });

  test('a demo token is worth nothing, and an issuer that is down is not the caller’s fault', async () => {
    const authorization = `Bearer ${tokens.get('auditor')}`;
    expect(await code('/me', { headers: { authorization } })).toEqual([503, 'authority/issuer-unreachable']);
    expect(await code('/me')).toEqual([401, 'authority/unknown-caller']);
  });
});

test('the platform does not start in production with demo accounts', async () => {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await expect(runningPlatform({ NODE_ENV: 'production' })).rejects.toThrow(/ISSUER_URL/);
  } finally {
    process.env['NODE_ENV'] = before;
  }
});
