import {
  HazardFound,
  HazardRectified,
  InspectionAssigned,
  InspectionClosed,
  InspectionOpened,
  RectificationVerified,
} from '#contracts';
import { specification } from '../kernel/decider.specification.js';
import { graveHazardsIn, type GraveHazards } from './standing-hazard.js';
import { inspection, isSettled } from './inspection.decider.js';

const { given } = specification(inspection);
const visit = { inspectionId: 'insp-1', facilityId: 'sunshine', department: 'FIRE' } as const;
const li = { officialId: 'o-li', postId: 'p-1' };
const wang = { officialId: 'o-wang', postId: 'p-2' };
const opened = InspectionOpened({ ...visit, kind: 'routine', officers: [li, wang] });
const exit = { hazardId: 'exit-2', gravity: 'grave', clause: '消防法 §28', finding: '疏散通道堵塞' } as const;
const blockedExit = HazardFound({ ...visit, ...exit });
const closed = (verdict: 'passed' | 'failed') => InspectionClosed({ ...visit, verdict });
const open = (holders = [li, wang]) => ({ kind: 'open', opening: opened.data, holders }) as const;
const find = { kind: 'find-hazard', inspectionId: 'insp-1', department: 'FIRE', finding: exit } as const;
const close = (
  verdict: 'passed' | 'failed',
  { settled = [], standing = [] }: Partial<GraveHazards> = {},
) => ({
  kind: 'close' as const,
  inspectionId: 'insp-1',
  department: 'FIRE',
  closing: { verdict },
  settled,
  standing,
});

describe('行政处罚法 §42: an inspection begins with two officers of the department', () => {
  test('with two it begins', () => given().when(open()).then(opened));
  test('with one of them from elsewhere it does not', () =>
    given()
      .when(open([li]))
      .refuses('inspection/two-officers-required', { present: '1' }));
  test('the same officer twice is one officer', () =>
    given()
      .when(open([li, li]))
      .refuses('inspection/two-officers-required', { present: '1' }));
  test('it begins once', () =>
    given(opened).when(open()).refuses('inspection/already-opened', { inspectionId: 'insp-1' }));
});

describe('an assigned inspection', () => {
  const assigned = InspectionAssigned({
    ...visit,
    assignee: li,
    assignedOn: '2024-04-20',
    dueOn: '2024-05-10',
    basis: '年度检查计划',
  });
  test('begins under its own id', () => given(assigned).when(open()).then(opened));
  test('is not closed before it began', () =>
    given(assigned).when(close('passed')).refuses('inspection/not-opened', { inspectionId: 'insp-1' }));
  test('is for the facility it was assigned for', () =>
    given(InspectionAssigned({ ...assigned.data, facilityId: 'moon' }))
      .when(open())
      .refuses('inspection/assigned-elsewhere', { inspectionId: 'insp-1', facilityId: 'moon' }));
});

describe('Opinion §13: a fire inspection', () => {
  test('passes when nothing grave was found', () =>
    given(opened).when(close('passed')).then(closed('passed')));
  test('passes although a minor hazard is still open', () =>
    given(opened, HazardFound({ ...visit, ...exit, gravity: 'minor' }))
      .when(close('passed'))
      .then(closed('passed')));
  test('cannot pass while a grave hazard is open', () =>
    given(opened, blockedExit)
      .when(close('passed'))
      .refuses('inspection/hazard-still-open', { hazardId: 'exit-2' }));
  test('can pass once that hazard is put right', () =>
    given(opened, blockedExit)
      .when(close('passed', { settled: ['exit-2'] }))
      .then(closed('passed')));
  test('cannot pass over a grave hazard of an earlier visit that nobody has looked at since', () =>
    given(opened)
      .when(close('passed', { standing: ['exit-1'] }))
      .refuses('inspection/hazard-still-open', { hazardId: 'exit-1' }));
  test('fails all the same while it stands', () =>
    given(opened)
      .when(close('failed', { standing: ['exit-1'] }))
      .then(closed('failed')));
  test('may always be closed as failed', () =>
    given(opened, blockedExit).when(close('failed')).then(closed('failed')));
  test('is closed only once', () =>
    given(opened, closed('failed'))
      .when(close('passed'))
      .refuses('inspection/already-closed', { inspectionId: 'insp-1' }));
  test('records a hazard once', () =>
    given(opened, blockedExit).when(find).refuses('inspection/hazard-already-found', { hazardId: 'exit-2' }));
  test('is that of its own department', () =>
    given(opened)
      .when({ ...find, department: 'MSA' })
      .refuses('inspection/another-departments', { department: 'FIRE' }));
  test('that nobody knows is not closed', () =>
    given().when(close('failed')).refuses('inspection/unknown', { inspectionId: 'insp-1' }));
});

describe('facts of a department that arrive in any order', () => {
  test('a hazard before its opening is a visit under way', () =>
    given(blockedExit).when(close('failed')).then(closed('failed')));
  test('a visit closed before its opening arrives stays closed', () =>
    given(closed('passed'), opened)
      .when(find)
      .refuses('inspection/already-closed', { inspectionId: 'insp-1' }));
  test('a grave hazard before its opening still forbids a pass', () =>
    given(blockedExit, opened)
      .when(close('passed'))
      .refuses('inspection/hazard-still-open', { hazardId: 'exit-2' }));
});

describe('a hazard is put right', () => {
  const hazard = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' } as const;
  const rectified = (when: 'on-the-spot' | 'later') =>
    HazardRectified({ ...hazard, rectifiedOn: '2024-05-06', when });
  const looked = (verifiedOn: string, outcome: 'rectified' | 'not-rectified') =>
    RectificationVerified({ ...hazard, verifiedOn, outcome });
  test.each([
    ['on the spot, before the officers', [rectified('on-the-spot')], true],
    ['in the words of the facility alone', [rectified('later')], false],
    ['as a department saw', [rectified('later'), looked('2024-05-20', 'rectified')], true],
    [
      'unless a later look says otherwise',
      [looked('2024-05-25', 'not-rectified'), looked('2024-05-20', 'rectified')],
      false,
    ],
  ])('%s', (_, told, settled) => expect(isSettled(told)).toBe(settled));
});

test('grave hazards of a department are those of all its visits, and of nobody else', () => {
  const earlier = { ...visit, inspectionId: 'insp-0' };
  const found = (hazardId: string, change: object = {}) =>
    HazardFound({ ...earlier, ...exit, hazardId, ...change });
  const cured = { hazardId: 'cured', facilityId: 'sunshine', department: 'FIRE' } as const;
  const history = [
    RectificationVerified({ ...cured, verifiedOn: '2024-05-20', outcome: 'rectified' }),
    found('cured'),
    found('stands'),
    found('small', { gravity: 'minor' }),
    found('theirs', { department: 'MSA' }),
    blockedExit,
  ];
  expect(graveHazardsIn(history, 'FIRE')).toEqual({ settled: ['cured'], standing: ['stands', 'exit-2'] });
});
