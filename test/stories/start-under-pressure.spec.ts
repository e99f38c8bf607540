import { runningPlatform } from '../support/running-platform.js';

test('who asks too often is told so in words, and is still told whether the platform lives', async () => {
  const platform = await runningPlatform({ RATE_LIMIT: '3' });
  try {
    const ask = (path: string) => fetch(`${platform.url}${path}`);
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('/api/v1/demo/accounts')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.json()).toMatchObject({ code: 'request/too-many', zh: '请求过于频繁，请稍后再试' });
    expect((await ask('/health/live')).status).toBe(200);
  } finally {
    await platform.stop();
  }
});

test('a process without the role of the API answers for its health and for nothing else', async () => {
  const platform = await runningPlatform({ ROLES: 'projector' });
  try {
    const status = async (path: string) => (await fetch(`${platform.url}${path}`)).status;
    expect(await status('/health/ready')).toBe(200);
    expect(await status('/api/v1/facilities')).toBe(404);
  } finally {
    await platform.stop();
  }
});
