import {
  ComplaintReceived,
  InspectionAssigned,
  InspectionOpened,
  PostAssumed,
  PostEstablished,
  PostLeft,
  RectificationOrdered,
  RectificationVerified,
} from '#contracts';
import type { DomainEvent } from '#kernel';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { tell } from '../support/told-facts.js';

interface Owed {
  kind: string;
  state: string;
  daysLate: number | null;
  carriedFrom: string | null;
  passedTo: string | null;
  doneBy: string | null;
  basis: { zh: string };
}
interface Answer {
  name: string | null;
  posts: { postId: string; title: string; from: string; to: string | null; handedOverTo: string | null }[];
  owed: Owed[];
  done: { kind: string; zh: string; eventId: string }[];
  items: {
    officialId: string;
    name: string | null;
    acts: number;
    open: number;
    late: number;
    missing: number;
  }[];
  withheld: number;
  code: string;
  nextCursor: string | null;
}

let running: RunningPlatform;
let position: string;
const tokens: Record<string, string> = {};

const li = { officialId: 'o-li', postId: 'p-1' };
const visit = { inspectionId: 'insp-1', facilityId: 'sunshine', department: 'FIRE' } as const;
const hazard = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' } as const;
const post = { postId: 'p-1', department: 'FIRE' } as const;
const complaint = { complaintId: 'c-1', facilityId: 'sunshine', department: 'MSA' } as const;
const story: readonly (readonly [day: string, event: DomainEvent, department?: string])[] = [
  [
    '2023-01-01',
    PostEstablished({
      ...post,
      title: '消防监督员',
      regionCode: '371302',
      role: 'lead-officer',
      establishedOn: '2023-01-01',
    }),
  ],
  [
    '2024-01-01',
    PostAssumed({
      ...post,
      officialId: 'o-li',
      assumedOn: '2024-01-01',
      documentNo: '任〔2024〕1号',
      officialName: '李长安',
    }),
  ],
  [
    '2024-04-01',
    InspectionAssigned({
      ...visit,
      assignee: li,
      assignedOn: '2024-04-01',
      dueOn: '2024-04-30',
      basis: '年度检查计划',
    }),
  ],
  ['2024-05-08', InspectionOpened({ ...visit, kind: 'routine', officers: [li] })],
  [
    '2024-05-09',
    RectificationOrdered({
      ...hazard,
      documentNo: '临消责改〔2024〕1号',
      clause: '消防法 §60',
      orderedOn: '2024-05-09',
      dueOn: '2024-05-20',
      recheckBy: '2024-05-23',
      signedBy: li,
    }),
  ],
  [
    '2024-05-15',
    PostLeft({
      ...post,
      officialId: 'o-li',
      leftOn: '2024-05-15',
      documentNo: '免〔2024〕1号',
      handedOverTo: 'o-he',
    }),
  ],
  [
    '2024-05-15',
    PostAssumed({ ...post, officialId: 'o-he', assumedOn: '2024-05-15', documentNo: '任〔2024〕2号' }),
  ],
  [
    '2024-05-28',
    RectificationVerified({
      ...hazard,
      verifiedOn: '2024-05-28',
      outcome: 'rectified',
      verifier: { officialId: 'o-he', postId: 'p-1' },
    }),
  ],
  [
    '2024-06-01',
    ComplaintReceived({
      ...complaint,
      channel: 'letter',
      topic: 'fire',
      receivedOn: '2024-06-01',
      answerBy: '2024-06-07',
      assignee: { officialId: 'o-he', postId: 'p-1' },
    }),
    'MSA',
  ],
];

beforeAll(async () => {
  running = await runningPlatform();
  const meta = (department: string) => ({ actor: 'fire-system', department, region: '371302' });
  position = await tell(
    running.platform,
    story.map(([day, event, department = 'FIRE']) => ({
      event,
      occurredAt: `${day}T01:00:00Z`,
      meta: meta(department),
    })),
  );
  for (const account of ['fire-lead-lanshan', 'market-lead-lanshan', 'auditor', 'fire-inspector-lanshan'])
    tokens[account] = await running.tokenFor(account);
});
afterAll(() => running.stop());

async function get(path: string, account = 'auditor') {
  const mark = path.includes('?') ? '&' : '?';
  const answer = await fetch(`${running.url}/api/v1${path}${mark}minPosition=${position}`, {
    headers: { authorization: `Bearer ${tokens[account]!}` },
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}
const owed = ({ body }: { body: Answer }) =>
  body.owed.map(({ kind, state, daysLate, carriedFrom, passedTo }) => ({
    kind,
    state,
    daysLate,
    carriedFrom,
    passedTo,
  }));

describe("an official's record", () => {
  test('tells a late inspection in working days, and who did it', async () => {
    const record = await get('/officials/o-li/record');
    expect(record.status).toBe(200);
    // 30 April to 8 May 2024: Labour Day lasts until the fifth, so three working days.
    expect(owed(record)[0]).toEqual({
      kind: 'inspection',
      state: 'late',
      daysLate: 3,
      carriedFrom: null,
      passedTo: null,
    });
    expect(record.body.owed[0]).toMatchObject({ doneBy: 'o-li', basis: { zh: '检查任务：年度检查计划' } });
  });

  test('an order that ran out over a hand-over stands in both records, and says so', async () => {
    expect(owed(await get('/officials/o-li/record'))[1]).toEqual({
      kind: 'recheck',
      state: 'late',
      daysLate: 3,
      carriedFrom: null,
      passedTo: 'o-he',
    });
    expect(owed(await get('/officials/o-he/record'))[0]).toEqual({
      kind: 'recheck',
      state: 'late',
      daysLate: 3,
      carriedFrom: 'o-li',
      passedTo: null,
    });
  });

  test('has the other side: what was done, each with its event', async () => {
    const { body } = await get('/officials/o-li/record');
    expect(body.done.map(({ kind, zh }) => [kind, zh])).toEqual([
      ['inspected', '开始日常检查'],
      ['ordered', '责令改正，限 2024-05-20 前整改，期满须复查（临消责改〔2024〕1号）'],
    ]);
    expect(body.posts).toMatchObject([
      { postId: 'p-1', title: '消防监督员', from: '2024-01-01', to: '2024-05-15', handedOverTo: 'o-he' },
    ]);
    for (const act of body.done) expect(act.eventId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('as of a day it tells what was owed then, with the lateness of that day', async () => {
    const then = await get('/officials/o-li/record?asOfTrue=2024-05-07');
    expect(owed(then)).toMatchObject([{ kind: 'inspection', state: 'missing', daysLate: 2 }]);
    expect(then.body.posts).toMatchObject([{ to: null }]);
  });

  test('as of a position it tells only what was known', async () => {
    expect((await get('/officials/o-li/record?asOfKnown=2')).body).toMatchObject({ owed: [], done: [] });
    expect(owed(await get('/officials/o-li/record?asOfKnown=3&asOfTrue=2024-04-30'))).toMatchObject([
      { kind: 'inspection', state: 'open' },
    ]);
  });

  test('the name comes from the vault, and is gone when the person is forgotten', async () => {
    expect((await get('/officials/o-li/record')).body.name).toBe('李长安');
    expect((await get('/officials/o-he/record')).body.name).toBeNull();
    await running.platform.personalData.erase('official:o-li');
    expect((await get('/officials/o-li/record')).body).toMatchObject({ name: null, done: [{}, {}] });
  });

  test('a list counts each state and adds nothing up', async () => {
    const { body } = await get('/officials?search=消防');
    expect(body.items).toMatchObject([
      { officialId: 'o-he', acts: 1, open: 0, late: 1, missing: 1 },
      { officialId: 'o-li', acts: 2, open: 0, late: 2, missing: 0 },
    ]);
    const first = await get('/officials?limit=1');
    const second = await get(`/officials?limit=1&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map(({ officialId }) => officialId)).toEqual([
      'o-he',
      'o-li',
    ]);
    expect(second.body.nextCursor).toBeNull();
  });

  test("another department's complaint is withheld from the head of the department, and counted", async () => {
    const head = await get('/officials/o-he/record', 'fire-lead-lanshan');
    expect(head.body.owed.map(({ kind }) => kind)).toEqual(['recheck']);
    expect(head.body.withheld).toBe(1);
    expect((await get('/officials/o-he/record')).body.owed.map(({ kind }) => kind)).toEqual([
      'recheck',
      'answer',
    ]);
  });

  test('is for oversight and for the head of the own department', async () => {
    expect((await get('/officials/o-li/record', 'fire-inspector-lanshan')).status).toBe(403);
    const foreign = await get('/officials/o-li/record', 'market-lead-lanshan');
    expect([foreign.status, foreign.body.code]).toEqual([404, 'authority/out-of-reach']);
    expect((await get('/officials/nobody/record')).status).toBe(404);
    expect((await get('/officials', 'market-lead-lanshan')).body.items).toEqual([]);
  });
});
