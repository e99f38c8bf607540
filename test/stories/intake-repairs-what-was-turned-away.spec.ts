import { IntakeClient, type ResultsBody } from '../support/intake-client.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

interface Rejected {
  readonly rejectionId: string;
  readonly original: string;
  readonly originalEncoding: string;
  readonly attributes: Record<string, string> | null;
  readonly state: string;
  readonly step: string;
  readonly code: string;
  readonly errors: { path: string }[];
  readonly resentEventId: string | null;
}
interface Page {
  readonly items: Rejected[];
  readonly nextCursor: string | null;
}

let running: RunningPlatform;
let system: IntakeClient;
let clerk: IntakeClient;
beforeAll(async () => {
  running = await runningPlatform();
  system = await IntakeClient.of(running, 'fire-system');
  clerk = await IntakeClient.of(running, 'fire-clerk-lanshan');
});
afterAll(() => running.stop());

const hazard = (id: string, gravity: string, region = '371302') => ({
  specversion: '1.0',
  id,
  source: 'urn:lxc:fire',
  type: 'HazardFound',
  time: '2024-05-06T01:00:00Z',
  youanregion: region,
  data: {
    inspectionId: `I-${id}`,
    facilityId: `F-${id}`,
    department: 'FIRE',
    hazardId: `H-${id}`,
    gravity,
    clause: 'GB 50016',
    finding: '安全出口上锁',
  },
});
/** Sends one bad record and answers its rejection. */
async function rejected(id: string, region?: string): Promise<Rejected> {
  const { body } = await system.send(hazard(id, 'awful', region));
  const { rejectionId } = body.results[0]!;
  const auditor = await IntakeClient.of(running, 'auditor');
  return (await auditor.ask<Rejected>(`/intake/rejections/${rejectionId}`)).body;
}
const resend = (by: IntakeClient, { rejectionId }: Rejected, repaired: unknown) =>
  by.post<ResultsBody['results'][number] & { code?: string }>(`/intake/rejections/${rejectionId}/resend`, {
    repaired: typeof repaired === 'string' ? repaired : JSON.stringify(repaired),
  });

test('a clerk sees what was turned away and why, repairs it, and the link to the event stays', async () => {
  const rejection = await rejected('repair');
  expect(rejection).toMatchObject({
    step: 'schema',
    code: 'intake/data-malformed',
    errors: [{ path: '/data/gravity' }],
  });
  const { status, body } = await resend(clerk, rejection, rejection.original.replace('awful', 'grave'));
  expect({ status, outcome: body.outcome }).toEqual({ status: 200, outcome: 'recorded' });
  const recorded = await running.platform.store.find(body.eventId!);
  expect(recorded?.meta).toMatchObject({
    actor: 'fire-clerk-lanshan',
    source: 'urn:lxc:fire',
    sourceId: 'repair',
  });
  const { body: after } = await clerk.ask<Rejected>(`/intake/rejections/${rejection.rejectionId}`);
  expect(after).toMatchObject({ state: 'resent', resentEventId: body.eventId });
  expect(await resend(clerk, rejection, rejection.original)).toMatchObject({
    status: 409,
    body: { code: 'intake/rejection-settled' },
  });
});

test('a repair that is still wrong is told so, and the rejection stays open as it was', async () => {
  const rejection = await rejected('still-wrong');
  const { status, body } = await resend(clerk, rejection, rejection.original.replace('awful', 'dreadful'));
  expect({ status, body }).toMatchObject({
    status: 422,
    body: { outcome: 'rejected', rejectionId: rejection.rejectionId },
  });
  const { body: page } = await clerk.ask<Page>('/intake/rejections?state=open&code=intake/data-malformed');
  expect(page.items.filter(({ original }) => original.includes('"still-wrong"'))).toMatchObject([
    { state: 'open' },
  ]);
});

test('a repair cannot say what the sender could not: the scope is the original’s', async () => {
  const rejection = await rejected('scope');
  const other = { ...hazard('scope', 'minor'), youandepartment: 'MSA' };
  expect(await resend(clerk, rejection, other)).toMatchObject({
    body: { outcome: 'rejected', problem: { code: 'intake/not-your-department' } },
  });
});

test('what came in binary mode is repaired by its data alone, or as a whole', async () => {
  const { data, ...attributes } = hazard('binary', 'awful');
  const headers = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]),
  );
  const { body } = await system.sendRaw(JSON.stringify(data), {
    ...headers,
    'content-type': 'application/json',
  });
  const { body: rejection } = await clerk.ask<Rejected>(`/intake/rejections/${body.results[0]!.rejectionId}`);
  expect(rejection).toMatchObject({
    original: JSON.stringify(data),
    attributes: { id: 'binary', youanregion: '371302' },
  });
  const answer = await resend(clerk, rejection, { ...data, gravity: 'minor' });
  expect(answer.body).toMatchObject({ outcome: 'recorded', id: 'binary' });
});

test('bytes that are no text are shown in base64, to the byte', async () => {
  const bytes = Buffer.from([0x7b, 0xd2, 0xd7, 0xff, 0x7d]);
  const { body } = await clerk.sendRaw(bytes, { 'content-type': 'application/cloudevents+json' });
  const { body: rejection } = await clerk.ask<Rejected>(`/intake/rejections/${body.results[0]!.rejectionId}`);
  expect(rejection).toMatchObject({
    originalEncoding: 'base64',
    original: bytes.toString('base64'),
    code: 'intake/not-utf8',
  });
});

test('what stays out is dismissed with a reason, once', async () => {
  const { rejectionId } = await rejected('dismiss');
  const dismiss = (reason: string) =>
    clerk.post<Rejected>(`/intake/rejections/${rejectionId}/dismiss`, { reason });
  expect(await dismiss('')).toMatchObject({ status: 400, body: { code: 'request/malformed' } });
  expect(await dismiss('重复报送，以消防系统为准')).toMatchObject({
    status: 200,
    body: { state: 'dismissed' },
  });
  expect(await dismiss('再来一次')).toMatchObject({ status: 409 });
});

describe('the list', () => {
  test('shows a clerk the own department and region, the city’s clerk all its regions, and oversight everything', async () => {
    const here = await rejected('here');
    const there = await rejected('there', '371311');
    const sees = async (account: string) => {
      const client = await IntakeClient.of(running, account);
      const seen = await Promise.all(
        [here, there].map(({ rejectionId }) => client.ask(`/intake/rejections/${rejectionId}`)),
      );
      return seen.map(({ status }) => status);
    };
    expect(await sees('fire-clerk-lanshan')).toEqual([200, 404]);
    expect(await sees('fire-clerk-city')).toEqual([200, 200]);
    expect(await sees('market-clerk-lanshan')).toEqual([404, 404]);
    expect(await sees('auditor')).toEqual([200, 200]);
    expect(await sees('fire-inspector-lanshan')).toEqual([403, 403]);
    const market = await IntakeClient.of(running, 'market-clerk-lanshan');
    expect(await resend(market, here, here.original)).toMatchObject({ status: 404 });
  });

  test('is paged, newest first, without gaps or repeats', async () => {
    for (const at of [1, 2, 3, 4, 5]) await rejected(`page-${at}`);
    const seen: string[] = [];
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await clerk.ask<Page>(`/intake/rejections?limit=2${cursor}`);
      seen.push(...body.items.map(({ original }) => /"id":"([^"]+)"/.exec(original)?.[1] ?? ''));
      ids.push(...body.items.map(({ rejectionId }) => rejectionId));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(seen.slice(0, 5)).toEqual(['page-5', 'page-4', 'page-3', 'page-2', 'page-1']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['state=closed', 'request/malformed'],
    ['limit=0', 'request/malformed'],
    ['limit=201', 'request/malformed'],
    ['cursor=%00', 'request/malformed'],
    ['nonsense=1', 'request/malformed'],
  ])('refuses %s', async (query, code) =>
    expect(await clerk.ask(`/intake/rejections?${query}`)).toMatchObject({ status: 400, body: { code } }),
  );
});
