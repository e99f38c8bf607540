import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

let platform: RunningPlatform;
beforeAll(async () => {
  platform = await runningPlatform();
});
afterAll(() => platform.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${platform.url}${path}`, { headers });
const send = async (path: string, body: string, headers: Record<string, string>) => {
  const authorization = `Bearer ${await platform.tokenFor('fire-system')}`;
  return fetch(`${platform.url}${path}`, { method: 'POST', body, headers: { authorization, ...headers } });
};

describe('the addresses operators and clients lean on', () => {
  test('it lives', async () => {
    const answer = await get('/health/live');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('it is ready, and says what that rests on', async () => {
    const answer = await get('/health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      status: 'ok',
      details: { database: { status: 'up' }, migrations: { status: 'up' }, projections: { status: 'up' } },
    });
  });

  test('it tells Prometheus how far the store and the read models are', async () => {
    const answer = await get('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await answer.text();
    for (const name of ['youan_store_head', 'youan_http_request_seconds', 'process_cpu_seconds_total'])
      expect(text).toContain(`# HELP ${name}`);
  });

  test('its description names every path below /api/v1', async () => {
    const { openapi, paths } = (await (await get('/openapi.json')).json()) as {
      openapi: string;
      paths: object;
    };
    expect(openapi).toMatch(/^3\./);
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/me', '/api/v1/intake/cloudevents']));
  });

  test('its pages ask no other server for anything', async () => {
    const page = await get('/docs');
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).not.toMatch(/(src|href)=['"]?(https?:)?\/\//);
    for (const file of ['swagger-ui-bundle.js', 'swagger-ui-init.js', 'swagger-ui.css'])
      expect((await get(`/docs/${file}`)).status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });
});

describe('bad input gets a problem with a stable code and words in both languages', () => {
  const problem = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    return (await answer.json()) as Record<string, unknown>;
  };

  test('an address where nothing is', async () => {
    const answer = await get('/api/v1/nowhere?secret=1');
    expect(await problem(answer)).toEqual({
      type: 'urn:youan:problem:request/unknown-path',
      code: 'request/unknown-path',
      status: 404,
      title: '没有这个地址：GET /api/v1/nowhere',
      zh: '没有这个地址：GET /api/v1/nowhere',
      en: 'There is nothing at this address: GET /api/v1/nowhere',
      facts: { method: 'GET', path: '/api/v1/nowhere' },
    });
  });

  test('the title speaks the language asked for', async () => {
    const answer = await get('/api/v1/nowhere', { 'accept-language': 'en-GB, zh;q=0.5' });
    expect((await problem(answer))['title']).toMatch(/^There is nothing/);
  });

  test('a body that is no JSON', async () => {
    const answer = await send('/api/v1/demo/sign-in', '{"account":', { 'content-type': 'application/json' });
    expect([answer.status, (await problem(answer))['code']]).toEqual([400, 'request/malformed-json']);
  });

  test('a body with fields nobody declared, each named', async () => {
    const body = JSON.stringify({ account: 'auditor', admin: true });
    const answer = await send('/api/v1/demo/sign-in', body, { 'content-type': 'application/json' });
    expect(await problem(answer)).toMatchObject({
      status: 400,
      code: 'request/malformed',
      errors: [{ path: '/admin', message: expect.any(String) }],
    });
  });

  test('a media type nobody takes', async () => {
    const answer = await send('/api/v1/demo/sign-in', '<a/>', { 'content-type': 'application/xml' });
    expect([answer.status, (await problem(answer))['code']]).toEqual([415, 'request/unsupported-media-type']);
  });

  test('a body beyond every limit', async () => {
    const body = JSON.stringify({ account: 'x'.repeat(2 * 1024 * 1024) });
    const answer = await send('/api/v1/demo/sign-in', body, { 'content-type': 'application/json' });
    expect([answer.status, (await problem(answer))['code']]).toEqual([413, 'request/too-large']);
  });

  test('a caller nobody knows', async () => {
    const answer = await get('/api/v1/me');
    expect([answer.status, (await problem(answer))['code']]).toEqual([401, 'authority/unknown-caller']);
  });

  test('an address that climbs out of its folder', async () => {
    const answer = await get('/..%2f..%2fpackage.json');
    expect([answer.status, (await problem(answer))['code']]).toEqual([404, 'request/unknown-path']);
  });
});

test('a posted CloudEvent becomes a line of a timeline, to be read at the position it was answered with', async () => {
  const visit = { inspectionId: 'insp-1', facilityId: 'F-1', department: 'FIRE' };
  const event = (id: string, type: string, data: object) => ({
    specversion: '1.0',
    id,
    source: 'urn:lxc:fire',
    type,
    time: '2024-05-06T01:00:00Z',
    youanregion: '371302',
    data: { ...visit, ...data },
  });
  const officers = [{ officialId: 'O-1', postId: 'P-1' }];
  const batch = [
    event('visit-1', 'InspectionOpened', { kind: 'routine', officers }),
    event('exit-2', 'HazardFound', {
      hazardId: 'exit-2',
      gravity: 'grave',
      clause: '消防法 §28',
      finding: '疏散通道堵塞',
      rectifyBy: '2024-05-20',
    }),
  ];
  const type = { 'content-type': 'application/cloudevents-batch+json' };
  const sent = await send('/api/v1/intake/cloudevents', JSON.stringify(batch), type);
  expect(sent.status).toBe(200);
  const { results, position } = (await sent.json()) as { results: { outcome: string }[]; position: string };
  expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);

  const authorization = `Bearer ${await platform.tokenFor('fire-inspector-lanshan')}`;
  const read = await get(`/api/v1/facilities/F-1/timeline?minPosition=${position}`, { authorization });
  expect([read.status, await read.json()]).toMatchObject([
    200,
    {
      items: expect.arrayContaining([
        expect.objectContaining({ kind: 'hazard', severity: 'grave', dueOn: '2024-05-20' }),
      ]),
    },
  ]);
});
