import { FacilityClosed } from '#contracts';
import { facilityStory } from '../../libs/timeline/facility-story.specification.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { tell } from '../support/told-facts.js';

interface Entry {
  eventType: string;
  occurredAt: string;
  position: string;
  label: string;
  chain: string;
  zh: string;
}
interface Answer {
  items: Entry[];
  nextCursor: string | null;
  withheld: number;
  statusBands: { status: string }[];
  code?: string;
  card: Record<string, unknown>;
  position: string;
}

let running: RunningPlatform;
let position: string;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  running = await runningPlatform();
  const story = facilityStory().map(({ event, occurredAt, meta }) => ({ event, occurredAt, meta }));
  const elsewhere = FacilityClosed({ facilityId: 'elsewhere', closedOn: '2024-01-01', reason: '停业' });
  const meta = { actor: 'asb-1', department: 'ASB', region: '371311' };
  position = await tell(running.platform, [
    ...story,
    { event: elsewhere, occurredAt: '2024-01-01T01:00:00Z', meta },
  ]);
  for (const account of ['fire-inspector-lanshan', 'auditor'])
    tokens[account] = await running.tokenFor(account);
});
afterAll(() => running.stop());

async function get(path: string, account = 'auditor'): Promise<{ status: number; body: Answer }> {
  const mark = path.includes('?') ? '&' : '?';
  const answer = await fetch(`${running.url}/api/v1${path}${mark}minPosition=${position}`, {
    headers: { authorization: `Bearer ${tokens[account]!}` },
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}
const types = ({ body }: { body: Answer }) => body.items.map(({ eventType }) => eventType);

describe("a facility's timeline over HTTP", () => {
  test('shows the newest first, with how the facility stood', async () => {
    const { status, body } = await get('/facilities/sunshine/timeline');
    expect(status).toBe(200);
    expect(body.items).toHaveLength(18);
    expect(body.items[0]).toMatchObject({
      eventType: 'IncidentReported',
      occurredAt: '2024-06-03T01:00:00Z',
    });
    expect(body.statusBands.map(({ status: so }) => so)).toEqual([
      'registered',
      'filed',
      'suspended',
      'filed',
    ]);
    expect(body).toMatchObject({ withheld: 0, nextCursor: null, asOf: { true: null, known: null } });
  });

  test('goes on from page to page without losing or repeating a line, in both orders', async () => {
    for (const order of ['newest', 'oldest']) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await get(
          `/facilities/sunshine/timeline?limit=4&order=${order}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...body.items.map(({ position: at }) => at));
        cursor = body.nextCursor;
      }
      const whole = await get(`/facilities/sunshine/timeline?order=${order}`);
      expect(seen).toEqual(whole.body.items.map(({ position: at }) => at));
    }
  });

  test('filters by department, severity, kind and time', async () => {
    expect(types(await get('/facilities/sunshine/timeline?department=MSA&department=PSB'))).toEqual([
      'IncidentReported',
      'InspectionClosed',
      'InspectionOpened',
    ]);
    expect(types(await get('/facilities/sunshine/timeline?severity=grave'))).toEqual([
      'MeasureImposed',
      'HazardFound',
    ]);
    expect(types(await get('/facilities/sunshine/timeline?kind=penalty'))).toEqual(['PenaltyDecided']);
    expect(types(await get('/facilities/sunshine/timeline?from=2024-05-29&to=2024-05-29'))).toEqual([
      'MeasureLifted',
      'RectificationVerified',
    ]);
  });

  test('a measure is lifted in the chain it was imposed in, as far as that was known', async () => {
    const { body } = await get('/facilities/sunshine/timeline?kind=measure&kind=hazard');
    expect(body.items.map(({ eventType, chain }) => [eventType, chain])).toEqual([
      ['MeasureLifted', 'exit-2'],
      ['MeasureImposed', 'exit-2'],
      ['HazardFound', 'exit-2'],
    ]);
    const alone = await get('/facilities/sunshine/timeline?kind=measure&from=2024-05-29');
    expect(alone.body.items.map(({ chain }) => chain)).toEqual(['exit-2']);
  });

  test("another department's complaint is withheld, and counted", async () => {
    const { body } = await get('/facilities/sunshine/timeline', 'fire-inspector-lanshan');
    expect([body.items.length, body.withheld]).toEqual([17, 1]);
    expect(body.items.some(({ label }) => label === 'L3')).toBe(false);
  });

  test('as of a day: only what had happened, as it was counted then', async () => {
    expect(types(await get('/facilities/sunshine/timeline?asOfTrue=2024-05-06&limit=2'))).toEqual([
      'MeasureImposed',
      'RectificationOrdered',
    ]);
    const { body } = await get('/facilities/sunshine?asOfTrue=2024-05-06');
    expect(body.card).toMatchObject({ status: 'suspended', openHazards: { grave: 1 }, overdueHazards: 0 });
    const late = await get('/facilities/sunshine?asOfTrue=2024-05-25');
    expect(late.body.card).toMatchObject({ overdueHazards: 0, openOrders: 1 });
  });

  test('as of a position: only what was known', async () => {
    expect(types(await get('/facilities/sunshine/timeline?asOfKnown=2'))).toEqual([
      'FacilityFiled',
      'FacilityRegistered',
    ]);
    expect((await get('/facilities/sunshine?asOfKnown=1')).body.card).toMatchObject({ status: 'registered' });
    expect((await get('/facilities?asOfKnown=1')).body.items).toMatchObject([{ status: 'registered' }]);
  });

  test('a card today and a card as of today say the same', async () => {
    const today = new Date().toISOString();
    const [now, then] = [
      await get('/facilities/sunshine'),
      await get(`/facilities/sunshine?asOfTrue=${today}`),
    ];
    expect(then.body.card).toEqual(now.body.card);
    expect(now.body.card).toMatchObject({ contradictions: [{ departments: ['FIRE', 'MSA'] }] });
  });

  test('facilities are found by part of the name, by status and by open hazards', async () => {
    for (const query of [
      'search=阳光',
      'status=filed',
      'hasOpenHazards=false&region=371302',
      'department=PSB',
      'region=371302',
    ])
      expect((await get(`/facilities?${query}`)).body.items).toMatchObject([{ facilityId: 'sunshine' }]);
    for (const query of [
      'search=%25',
      'status=suspended',
      'hasOpenHazards=true',
      'department=EMB',
      'form=home',
    ])
      expect((await get(`/facilities?${query}`)).body.items).toHaveLength(0);
  });

  test('a facility of another region answers like one that does not exist', async () => {
    const paths = ['elsewhere', 'nowhere', 'elsewhere/timeline', 'nowhere/timeline'];
    const answers = await Promise.all(
      paths.map((path) => get(`/facilities/${path}`, 'fire-inspector-lanshan')),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      paths.map(() => [404, 'authority/out-of-reach']),
    );
    expect((await get('/facilities', 'fire-inspector-lanshan')).body.items).toHaveLength(1);
    expect((await get('/facilities')).body.items).toHaveLength(2);
  });

  test.each([
    ['/facilities/sunshine/timeline?cursor=nonsense', 'read/cursor-malformed'],
    ['/facilities/sunshine/timeline?asOfTrue=2024-02-30', 'read/no-such-time'],
    ['/facilities/sunshine/timeline?severity=perhaps', 'request/malformed'],
    ['/facilities?limit=0', 'request/malformed'],
    ['/facilities?colour=red', 'request/malformed'],
  ])('%s is refused with %s', async (path, code) => {
    const { status, body } = await get(path);
    expect([status, body.code]).toEqual([400, code]);
  });
});
