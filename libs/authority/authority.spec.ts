import 'reflect-metadata';
import { Controller, Get, type INestApplication, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  AuthorityModule,
  Caller,
  everyEndpointDeclares,
  Open,
  Requires,
  SignedIn,
  UndeclaredEndpoints,
  type AuthorityOptions,
} from './index.js';
import { RefusalAnswer } from '../../test/support/refusal-answer.js';

@Controller('desk')
class DeskController {
  @Get('open') @Open('a test') open() {
    return 'open';
  }
  @Get('anyone') @SignedIn('a test') anyone(@Caller() caller: Caller) {
    return caller;
  }
  @Get('erase') @Requires('personal/erase') erase(@Caller() { account }: Caller) {
    return { account };
  }
}

@Controller('planted')
class PlantedController {
  @Get() @Open('a test') declared() {}
  @Get('silent') silent() {}
}

async function started(controllers: Type[], options?: AuthorityOptions) {
  const source = { audience: 'youan', source: { demo: {} } };
  const testing = await Test.createTestingModule({
    imports: [AuthorityModule.forRoot(options ?? source)],
    controllers,
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.useGlobalFilters(new RefusalAnswer());
  await app.listen(0, '127.0.0.1');
  return app;
}
const urlOf = (app: INestApplication) => app.getUrl();

describe('the guard before every endpoint', () => {
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    app = await started([DeskController]);
    url = await urlOf(app);
  });
  afterAll(() => app.close());

  const get = (path: string, token?: string) =>
    fetch(`${url}/${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  const signIn = async (account: string) => {
    const answer = await fetch(`${url}/demo/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account }),
    });
    return { status: answer.status, ...((await answer.json()) as { token: string; code?: string }) };
  };

  test('lets everybody through where the endpoint is open', async () => {
    expect((await get('desk/open')).status).toBe(200);
  });

  test('asks a stranger to sign in', async () => {
    const answer = await get('desk/anyone');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toMatchObject({ code: 'authority/unknown-caller' });
  });

  test('names the bad token in its challenge and does not repeat it', async () => {
    const answer = await get('desk/anyone', 'not.a.token');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(await answer.text()).not.toContain('not.a.token');
  });

  test('takes only the Bearer scheme', async () => {
    const { token } = await signIn('auditor');
    const answer = await fetch(`${url}/desk/anyone`, { headers: { authorization: `Basic ${token}` } });
    expect(answer.status).toBe(401);
  });

  test('tells the endpoint who calls', async () => {
    const { token } = await signIn('fire-inspector-lanshan');
    expect(await (await get('desk/anyone', token)).json()).toEqual({
      account: 'fire-inspector-lanshan',
      name: { zh: '宋若川', en: 'Song Ruochuan' },
      role: 'inspector',
      department: 'FIRE',
      region: '371302',
      official: 'O-fire-inspector-lanshan',
    });
  });

  test('refuses what the role may not do, with the permission that is missing', async () => {
    const { token } = await signIn('fire-inspector-lanshan');
    const answer = await get('desk/erase', token);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: 'authority/beyond-powers',
      facts: { permission: 'personal/erase' },
    });
    expect((await get('desk/erase', (await signIn('auditor')).token)).status).toBe(200);
  });

  test('knows no account that was not declared', async () => {
    expect(await signIn('mayor')).toMatchObject({ status: 404, code: 'authority/no-such-account' });
  });

  test('tells callers what they may do and see', async () => {
    const { token } = await signIn('market-clerk-lanshan');
    expect(await (await get('me', token)).json()).toMatchObject({
      caller: {
        account: 'market-clerk-lanshan',
        departmentName: { zh: '市场监管' },
        roleName: { en: 'Intake clerk' },
      },
      permissions: expect.arrayContaining(['intake/repair']),
      regions: ['371302'],
      labels: ['L1', 'L2', 'L3'],
    });
  });

  test('lists the demo accounts with words for everything', async () => {
    const { items } = (await (await get('demo/accounts')).json()) as { items: { account: string }[] };
    expect(items.map(({ account }) => account)).toEqual(
      expect.arrayContaining(['fire-inspector-lanshan', 'health-coordinator', 'auditor', 'fire-system']),
    );
  });
});

describe('every endpoint declares who may use it', () => {
  test('the platform is content with endpoints that do', async () => {
    const app = await started([DeskController]);
    expect(() => everyEndpointDeclares(app)).not.toThrow();
    await app.close();
  });

  test('a planted endpoint without a declaration stops the start and is named', async () => {
    const app = await started([DeskController, PlantedController]);
    expect(() => everyEndpointDeclares(app)).toThrow(UndeclaredEndpoints);
    expect(() => everyEndpointDeclares(app)).toThrow('PlantedController.silent');
    await app.close();
  });

  test('and should one slip through, nobody gets in', async () => {
    const app = await started([PlantedController]);
    expect((await fetch(`${await urlOf(app)}/planted/silent`)).status).toBe(500);
    await app.close();
  });
});

describe('the demo issuer', () => {
  test('is absent when a real issuer is configured', async () => {
    const app = await started([], {
      audience: 'youan',
      source: { issuerUrl: 'https://id.example', clientId: 'youan-console' },
    });
    const url = await urlOf(app);
    expect((await fetch(`${url}/demo/accounts`)).status).toBe(404);
    expect((await fetch(`${url}/me`)).status).toBe(401);
    await app.close();
  });

  test('refuses to start in production', () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      expect(() => AuthorityModule.forRoot({ audience: 'youan', source: { demo: {} } })).toThrow(
        /NODE_ENV=production/,
      );
      expect(() =>
        AuthorityModule.forRoot({
          audience: 'youan',
          source: { issuerUrl: 'https://id.example', clientId: 'youan-console' },
        }),
      ).not.toThrow();
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
