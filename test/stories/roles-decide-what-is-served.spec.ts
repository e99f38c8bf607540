import { jest } from '@jest/globals';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

jest.setTimeout(60_000);

const asked = ['/', '/docs', '/api/v1/facilities', '/api/v1/intake/rejections'] as const;
const unknown = [404, 404, 404, 404];
/** Status of each address above, without an account. */
const cases: readonly (readonly [roles: string, statuses: readonly number[], seats: object])[] = [
  ['api', [200, 200, 401, 404], {}],
  ['intake', [404, 200, 404, 401], {}],
  ['projector', unknown, {}],
  ['timer,ledger', unknown, { timer: 'held', ledger: 'held' }],
];

describe.each(cases)('a process with the roles %s', (roles, statuses, seats) => {
  let running: RunningPlatform;
  beforeAll(async () => {
    running = await runningPlatform({ ROLES: roles });
  });
  afterAll(() => running.stop());
  const get = (path: string) => fetch(`${running.url}${path}`, { headers: { accept: 'text/html' } });

  test('shows what its roles say and nothing else', async () => {
    const answers = await Promise.all(asked.map(get));
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  test('lives, is ready, says which parts it plays, and gives its figures', async () => {
    expect((await get('/health/live')).status).toBe(200);
    const played = async () =>
      ((await (await get('/health/ready')).json()) as { details: { parts: object } }).details.parts;
    for (let tries = 0; JSON.stringify(await played()).includes('waiting') && tries < 100; tries += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect(await played()).toMatchObject({ status: 'up', roles: roles.split(','), seats });
    const metrics = await (await get('/metrics')).text();
    for (const seat of Object.keys(seats)) expect(metrics).toContain(`youan_seat_held{seat="${seat}"} 1`);
  });
});
