import { FacilityRegistered, PostAssumed, PostEstablished } from '#contracts';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { sunshine } from '../support/sunshine.js';
import { tell } from '../support/told-facts.js';

interface Answer {
  id: string;
  eventIds: string[];
  position: string;
  items: { eventType: string; zh: string; en: string; eventId: string; chain: string }[];
  code: string;
  title: string;
  facts: Record<string, string>;
  card: { openHazards: { grave: number }; lastInspections: unknown[] };
}

let running: RunningPlatform;
let officer: string;
const meta = { actor: 'hr-1', department: 'FIRE', region: '371302' };
const post = (postId: string, department: 'FIRE' | 'MSA') =>
  PostEstablished({
    postId,
    department,
    title: '监督员',
    regionCode: '371302',
    role: 'lead-officer',
    establishedOn: '2023-01-01',
  });
const holder = (officialId: string, postId: string, department: 'FIRE' | 'MSA') =>
  PostAssumed({ postId, department, officialId, assumedOn: '2023-01-01', documentNo: '任〔2023〕1号' });
const [song, he, meng] = [
  { officialId: 'o-song', postId: 'p-fire-1' },
  { officialId: 'o-he', postId: 'p-fire-2' },
  { officialId: 'o-meng', postId: 'p-msa-1' },
];

beforeAll(async () => {
  running = await runningPlatform();
  officer = await running.tokenFor('fire-inspector-lanshan');
  const registered = FacilityRegistered(sunshine);
  const facts = [
    registered,
    post('p-fire-1', 'FIRE'),
    post('p-fire-2', 'FIRE'),
    post('p-msa-1', 'MSA'),
    holder('o-song', 'p-fire-1', 'FIRE'),
    holder('o-he', 'p-fire-2', 'FIRE'),
    holder('o-meng', 'p-msa-1', 'MSA'),
  ];
  await tell(
    running.platform,
    facts.map((event) => ({ event, meta, occurredAt: '2024-01-10T01:00:00Z' })),
  );
});
afterAll(() => running.stop());

async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${running.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}
const say = (path: string, body: object, headers?: Record<string, string>) =>
  ask('POST', path, body, headers);
/** What a stream says once a policy had time to speak. */
async function told(stream: string): Promise<string[]> {
  const { store } = running.platform;
  for (let tries = 0; ; tries += 1) {
    const types = (await store.readStream(stream)).map(({ event }) => event.type);
    if (types.includes('RectificationOpened') || tries === 10) return types;
    await store.waitBeyond(await store.head(), 500);
  }
}
const opening = { facilityId: 'sunshine', kind: 'routine', occurredAt: '2024-05-06T09:00:00+08:00' };
const exit = {
  hazardId: 'exit-2',
  gravity: 'grave',
  clause: '消防法 §28',
  finding: '疏散通道堵塞',
  rectifyBy: '2024-05-20',
  occurredAt: '2024-05-06T09:30:00+08:00',
};
const closing = (verdict: string, hour = '10') => ({ verdict, occurredAt: `2024-05-06T${hour}:00:00+08:00` });

describe('a fire inspection becomes a timeline entry', () => {
  test('one officer of the department is not enough, in Chinese and with the clause', async () => {
    const { status, body } = await say('/inspections', { ...opening, officers: [song, meng] });
    expect([status, body.code]).toEqual([422, 'inspection/two-officers-required']);
    expect(body.title).toBe('执法人员不得少于两人（行政处罚法第四十二条），其中本部门在岗的只有 1 人');
  });

  test('begun with two, it stands on the timeline as soon as its own position is asked for', async () => {
    const begun = await say('/inspections', { ...opening, inspectionId: 'insp-1', officers: [song, he] });
    expect(begun).toMatchObject({ status: 201, body: { id: 'insp-1', eventIds: [expect.any(String)] } });
    const { position } = begun.body;
    const { body } = await ask('GET', `/facilities/sunshine/timeline?minPosition=${position}`);
    expect(body.items[0]).toMatchObject({
      eventId: begun.body.eventIds[0],
      zh: '消防救援部门开始日常检查，执法人员 2 名',
      en: 'Fire and rescue began a routine inspection with 2 officers',
    });
  });

  test('a grave hazard forbids a pass, and the refusal names it', async () => {
    expect((await say('/inspections/insp-1/hazards', exit)).body.id).toBe('exit-2');
    const { status, body } = await say('/inspections/insp-1/close', closing('passed'));
    expect([status, body.code]).toEqual([422, 'inspection/hazard-still-open']);
    expect(body.title).toBe('重大隐患 exit-2 尚未整改，不能判定合格');
    expect(body.facts).toEqual({ hazardId: 'exit-2' });
  });

  test('an unknown verdict, a day that does not exist and the future are malformed', async () => {
    expect((await say('/inspections/insp-1/close', closing('perhaps'))).status).toBe(400);
    expect((await say('/inspections/insp-1/hazards', { ...exit, rectifyBy: '2024-02-30' })).status).toBe(400);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const early = await say('/inspections/insp-1/close', { verdict: 'failed', occurredAt: tomorrow });
    expect([early.status, early.body.code]).toEqual([400, 'conduct/not-yet-happened']);
  });

  test('closed once; the same key again changes nothing, another close is too late', async () => {
    const key = { 'idempotency-key': 'close-insp-1' };
    const first = await say('/inspections/insp-1/close', closing('failed'), key);
    const again = await say('/inspections/insp-1/close', closing('failed'), key);
    expect(again).toEqual(first);
    const second = await say('/inspections/insp-1/close', closing('failed'));
    expect([second.status, second.body.code]).toEqual([409, 'inspection/already-closed']);
  });

  test('the platform follows the hazard by itself, and the order runs until a department looked again', async () => {
    const order = {
      documentNo: '临消责改〔2024〕1号',
      clause: '消防法 §60',
      orderedOn: '2024-05-06',
      dueOn: '2024-05-20',
      recheckBy: '2024-05-23',
      signedBy: song,
      occurredAt: '2024-05-06T11:00:00+08:00',
    };
    expect((await say('/hazards/exit-2/order', order)).status).toBe(201);
    const twice = await say('/hazards/exit-2/order', order);
    expect([twice.status, twice.body.code]).toEqual([409, 'rectification/already-ordered']);
    const look = {
      verifiedOn: '2024-05-21',
      outcome: 'rectified',
      verifier: he,
      occurredAt: '2024-05-21T09:00:00+08:00',
    };
    const { position } = (await say('/hazards/exit-2/verify', look)).body;
    const { body } = await ask('GET', `/facilities/sunshine/timeline?order=oldest&minPosition=${position}`);
    expect(body.items.filter(({ chain }) => chain === 'exit-2').map(({ eventType }) => eventType)).toEqual([
      'HazardFound',
      'RectificationOrdered',
      'RectificationVerified',
    ]);
    expect(await told('hazard-exit-2')).toContain('RectificationOpened');
  });

  test('with the hazard put right the next visit may pass, and the card says so', async () => {
    const { id } = (await say('/inspections', { ...opening, kind: 're-inspection', officers: [song, he] }))
      .body;
    const { status, body } = await say(`/inspections/${id}/close`, closing('passed', '12'));
    expect(status).toBe(201);
    const { card } = (await ask('GET', `/facilities/sunshine?minPosition=${body.position}`)).body;
    expect(card.openHazards.grave).toBe(0);
    expect(card.lastInspections).toMatchObject([{ department: 'FIRE', verdict: 'passed' }]);
  });

  test('another department closes none of ours, and nobody closes what is not there', async () => {
    expect((await say('/inspections/nowhere/close', closing('failed'))).status).toBe(404);
    const { body } = await say('/inspections', { ...opening, inspectionId: 'insp-9', officers: [song, he] });
    expect(body.id).toBe('insp-9');
    officer = await running.tokenFor('market-inspector-lanshan');
    const foreign = await say('/inspections/insp-9/close', closing('failed'));
    expect([foreign.status, foreign.body.code]).toEqual([403, 'inspection/another-departments']);
  });
});
