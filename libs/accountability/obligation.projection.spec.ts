import {
  ComplaintAnswered,
  ComplaintReceived,
  DutyAssigned,
  InspectionAssigned,
  InspectionOpened,
  PostAssumed,
  PostEstablished,
  PostLeft,
  publishedEvents,
  RectificationExtended,
  RectificationOrdered,
  RectificationVerified,
  type PublishedEvent,
} from '#contracts';
import { replay, type DataOf, type DomainEvent, type Recorded } from '#kernel';
import { notebook } from '../kernel/projection.specification.js';
import { obligationsOf, owedBy } from './obligation.projection.js';
import { record } from './record.projection.js';
import { recordTable } from './record.table.js';
import { termsOf } from './term.projection.js';
import { tenure } from './tenure.projection.js';
import { tenureTable } from './tenure.table.js';

type Told = readonly [at: string, event: DomainEvent];
const li = { officialId: 'o-li', postId: 'p-1' };
const visit = { inspectionId: 'insp-1', facilityId: 'sunshine', department: 'FIRE' } as const;
const hazard = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' } as const;
const at = (day: string) => `${day}T01:00:00Z`;
const assigned = InspectionAssigned({
  ...visit,
  assignee: li,
  assignedOn: '2024-04-01',
  dueOn: '2024-05-06',
  basis: '年度检查计划',
});
const opened = InspectionOpened({ ...visit, kind: 'routine', officers: [li] });
const ordered = RectificationOrdered({
  ...hazard,
  documentNo: '临消责改〔2024〕1号',
  clause: '消防法 §60',
  orderedOn: '2024-05-06',
  dueOn: '2024-05-20',
  recheckBy: '2024-05-23',
  signedBy: li,
});
const verified = RectificationVerified({ ...hazard, verifiedOn: '2024-05-28', outcome: 'rectified' });
const assumed = (officialId: string, assumedOn: string) =>
  PostAssumed({ postId: 'p-1', department: 'FIRE', officialId, assumedOn, documentNo: '任〔2024〕1号' });
const left = (officialId: string, leftOn: string, handedOverTo?: string) =>
  PostLeft({
    postId: 'p-1',
    department: 'FIRE',
    officialId,
    leftOn,
    documentNo: '免〔2024〕1号',
    ...(handedOverTo ? { handedOverTo } : {}),
  });

function history(told: readonly Told[]) {
  const recorded = notebook();
  return told.map(([occurredAt, event]) => recorded(event, { at: occurredAt })) as Recorded<PublishedEvent>[];
}
function owed(officialId: string, day: string, told: readonly Told[]) {
  const duties = obligationsOf([...replay(record, history(told)).values()]);
  return owedBy(officialId, duties, termsOf([...replay(tenure, history(told)).values()]), day);
}

describe('what was owed', () => {
  const task: Told = [at('2024-04-01'), assigned];
  test.each([
    ['not due yet', '2024-05-06', [task], 'open', null],
    ['due and not done', '2024-05-08', [task], 'missing', 2],
    ['done in time', '2024-06-01', [task, [at('2024-05-06'), opened]], 'done', null],
    ['done two working days late', '2024-06-01', [task, [at('2024-05-08'), opened]], 'late', 2],
  ] as const)('an inspection %s', (...row) => {
    const [, day, told, state, daysLate] = row;
    expect(owed('o-li', day, told)).toMatchObject([
      { kind: 'inspection', state, daysLate, dueOn: '2024-05-06' },
    ]);
  });

  test('a visit that is told before its task still does it', () =>
    expect(owed('o-li', '2024-06-01', [[at('2024-03-30'), opened], task])).toMatchObject([
      { state: 'done' },
    ]));

  test('a day due on a holiday is the next working day: Labour Day 2024 ends on Sunday the fifth', () => {
    const onHoliday = InspectionAssigned({ ...assigned.data, dueOn: '2024-05-03' });
    expect(owed('o-li', '2024-05-06', [[at('2024-04-01'), onHoliday]])).toMatchObject([{ state: 'open' }]);
    expect(owed('o-li', '2024-05-07', [[at('2024-04-01'), onHoliday]])).toMatchObject([
      { state: 'missing', daysLate: 1 },
    ]);
  });

  test('a recheck is due by the last day given and done by the look', () => {
    const order: Told = [at('2024-05-06'), ordered];
    const extension = RectificationExtended({
      ...hazard,
      dueOn: '2024-05-27',
      recheckBy: '2024-05-30',
      reason: '等待到货',
      signedBy: li,
    });
    expect(owed('o-li', '2024-06-30', [order, [at('2024-05-28'), verified]])).toMatchObject([
      { kind: 'recheck', state: 'late', daysLate: 3, basis: { zh: expect.stringContaining('责令改正') } },
    ]);
    const told: Told[] = [order, [at('2024-05-19'), extension], [at('2024-05-28'), verified]];
    expect(owed('o-li', '2024-06-30', told)).toMatchObject([
      { state: 'done', since: '2024-05-06', dueOn: '2024-05-30', eventIds: ['e-1', 'e-2', 'e-3'] },
    ]);
  });

  test('an answer is owed by whom the complaint was given to, and by nobody when it was given to nobody', () => {
    const complaint = { complaintId: 'c-1', facilityId: 'sunshine', department: 'FIRE' } as const;
    const received: DataOf<PublishedEvent, 'ComplaintReceived'> = {
      ...complaint,
      channel: 'letter',
      topic: 'fire',
      receivedOn: '2024-05-06',
      answerBy: '2024-05-13',
    };
    const answered = ComplaintAnswered({ ...complaint, answeredOn: '2024-05-10', result: 'founded' });
    expect(
      owed('o-li', '2024-06-01', [
        [at('2024-05-06'), ComplaintReceived({ ...received, assignee: li })],
        [at('2024-05-10'), answered],
      ]),
    ).toMatchObject([{ kind: 'answer', state: 'done', doneBy: null }]);
    expect(owed('o-li', '2024-06-01', [[at('2024-05-06'), ComplaintReceived(received)]])).toEqual([]);
  });
});

describe('a post that changes hands while an order runs', () => {
  const told: Told[] = [
    [at('2024-01-01'), assumed('o-li', '2024-01-01')],
    [at('2024-05-06'), ordered],
    [at('2024-05-15'), left('o-li', '2024-05-15', 'o-he')],
    [at('2024-05-15'), assumed('o-he', '2024-05-15')],
  ];
  test('both records tell the duty', () => {
    expect(owed('o-li', '2024-05-16', told)).toMatchObject([
      { state: 'open', passedTo: 'o-he', carriedFrom: null },
    ]);
    expect(owed('o-he', '2024-05-16', told)).toMatchObject([
      { state: 'open', passedTo: null, carriedFrom: 'o-li' },
    ]);
  });
  test('and say the same of how it ended', () => {
    const ended: Told[] = [...told, [at('2024-05-28'), verified]];
    for (const officialId of ['o-li', 'o-he'])
      expect(owed(officialId, '2024-06-30', ended)).toMatchObject([{ state: 'late', daysLate: 3 }]);
  });
  test('in whatever order the facts arrive', () => {
    const turned = [...told].reverse();
    expect(owed('o-he', '2024-05-16', turned)).toMatchObject([{ carriedFrom: 'o-li' }]);
  });
  test('what was done before the hand-over is not carried', () => {
    const early = RectificationVerified({ ...verified.data, verifiedOn: '2024-05-14' });
    const done: Told[] = [...told, [at('2024-05-14'), early]];
    expect(owed('o-he', '2024-06-30', done)).toEqual([]);
    expect(owed('o-li', '2024-06-30', done)).toMatchObject([{ state: 'done', passedTo: null }]);
  });
  test('what began after it is not the predecessor’s', () => {
    const later = RectificationOrdered({
      ...ordered.data,
      orderedOn: '2024-05-20',
      signedBy: { officialId: 'o-he', postId: 'p-1' },
    });
    const after = [told[0]!, told[2]!, told[3]!, [at('2024-05-20'), later]] as Told[];
    expect(owed('o-li', '2024-06-30', after)).toEqual([]);
    expect(owed('o-he', '2024-06-30', after)).toMatchObject([{ carriedFrom: null }]);
  });
});

test('an inspection and a hazard of the same number are two cases', () => {
  const same = RectificationVerified({ ...verified.data, hazardId: 'insp-1' });
  const told: Told[] = [
    [at('2024-04-01'), assigned],
    [at('2024-05-02'), same],
  ];
  expect(owed('o-li', '2024-05-06', told)).toMatchObject([{ kind: 'inspection', state: 'open' }]);
});

describe('the two read models', () => {
  const established = PostEstablished({
    postId: 'p-1',
    department: 'FIRE',
    title: '监督员',
    regionCode: '371302',
    role: 'lead-officer',
    establishedOn: '2023-01-01',
  });
  test('a term has its post’s title and its own documents', () => {
    const turns = replay(
      tenure,
      history([
        [at('2024-01-01'), assumed('o-li', '2024-01-01')],
        [at('2023-01-01'), established],
      ]),
    );
    expect(termsOf([...turns.values()])).toMatchObject([{ title: '监督员', from: '2024-01-01', to: null }]);
  });
  test('a post taken twice is two terms', () => {
    const told: Told[] = [
      [at('2022-01-01'), assumed('o-li', '2022-01-01')],
      [at('2024-01-01'), assumed('o-li', '2024-01-01')],
      [at('2023-01-01'), left('o-li', '2023-01-01')],
    ];
    expect(termsOf([...replay(tenure, history(told)).values()]).map(({ from, to }) => [from, to])).toEqual([
      ['2022-01-01', '2023-01-01'],
      ['2024-01-01', null],
    ]);
  });
  test('answer every published event or say why not, and write exactly their columns', () => {
    for (const { rules } of [record, tenure])
      expect(publishedEvents.filter(({ type }) => !(type in rules))).toEqual([]);
    const duty = DutyAssigned({
      postId: 'p-1',
      department: 'FIRE',
      dutyId: 'd-1',
      duty: '消防监督',
      basis: '职责清单',
      from: '2024-01-01',
    });
    const [act] = replay(record, history([[at('2024-01-01'), duty]])).values();
    expect(Object.keys(act!).sort()).toEqual(Object.keys(recordTable.columns).sort());
    const [turn] = replay(tenure, history([[at('2023-01-01'), established]])).values();
    expect(Object.keys(turn!).sort()).toEqual(Object.keys(tenureTable.columns).sort());
  });
});
