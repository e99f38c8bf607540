import {
  HazardFound,
  InspectionClosed,
  InspectionOpened,
  RectificationVerified,
  type PublishedEvent,
} from '#contracts';
import { replay, type Recorded } from '#kernel';
import { notebook } from '../kernel/projection.specification.js';
import { facilityStory } from './facility-story.specification.js';
import { contradictions, lastInspections, repeatOffences } from './findings.projection.js';
import { statusBands } from './status-band.projection.js';
import { timeline } from './timeline.projection.js';

const entries = (history: readonly Recorded[]) => [
  ...replay(timeline, history as Recorded<PublishedEvent>[]).values(),
];
const story = facilityStory();
const closing = (department: 'FIRE' | 'MSA' | 'EMB', verdict: 'passed' | 'failed') =>
  InspectionClosed({
    inspectionId: `i-${department}-${verdict}`,
    facilityId: 'sunshine',
    department,
    verdict,
  });
const blocked = (department: 'FIRE' | 'EMB', hazardId: string) =>
  HazardFound({
    inspectionId: `i-${hazardId}`,
    facilityId: 'sunshine',
    department,
    hazardId,
    gravity: 'grave',
    clause: '消防法 §28',
    finding: '疏散通道堵塞',
  });

describe('the last inspection of each department', () => {
  test('is dated by the day it began, newest first', () =>
    expect(lastInspections(entries(story))).toEqual([
      { department: 'MSA', inspectionId: 'insp-2', on: '2024-05-15', verdict: 'passed' },
      { department: 'FIRE', inspectionId: 'insp-1', on: '2024-05-06', verdict: 'failed' },
    ]));

  test('has no verdict while it is under way', () => {
    const recorded = notebook();
    const visit = { inspectionId: 'insp-7', facilityId: 'sunshine', department: 'FIRE' } as const;
    const opened = recorded(InspectionOpened({ ...visit, kind: 'routine', officers: [] }));
    expect(lastInspections(entries([opened]))).toMatchObject([{ verdict: null }]);
  });
});

describe('结论矛盾', () => {
  test('two departments whose verdicts differ within thirty days', () =>
    expect(contradictions(entries(story))).toMatchObject([
      {
        departments: ['FIRE', 'MSA'],
        inspectionIds: ['insp-1', 'insp-2'],
        zh: '消防救援部门 2024-05-06 检查结论为不合格，市场监管部门 2024-05-15 检查结论为合格',
      },
    ]));

  test.each([
    ['the same verdict', 'failed', '2024-05-20T01:00:00Z'],
    ['thirty-one days later', 'passed', '2024-06-06T01:00:00Z'],
  ] as const)('not with %s', (_, verdict, at) => {
    const recorded = notebook();
    const first = recorded(closing('FIRE', 'failed'), { at: '2024-05-06T01:00:00Z' });
    expect(contradictions(entries([first, recorded(closing('MSA', verdict), { at })]))).toEqual([]);
  });

  test('one saw it put right, another finds the same clause broken again', () => {
    const recorded = notebook();
    const cured = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' } as const;
    const history = [
      recorded(blocked('FIRE', 'exit-2'), { at: '2024-05-06T01:00:00Z' }),
      recorded(RectificationVerified({ ...cured, verifiedOn: '2024-05-20', outcome: 'rectified' }), {
        at: '2024-05-20T01:00:00Z',
      }),
      recorded(blocked('EMB', 'exit-9'), { at: '2024-06-01T01:00:00Z' }),
    ];
    expect(contradictions(entries(history))).toMatchObject([
      { departments: ['FIRE', 'EMB'], inspectionIds: ['i-exit-9'], on: '2024-06-01' },
    ]);
  });
});

test('a clause broken twice is a repeat offence, with who found it', () => {
  const recorded = notebook();
  const twice = [recorded(blocked('FIRE', 'a')), recorded(blocked('EMB', 'b'))];
  expect(repeatOffences(entries(twice))).toEqual([
    { clause: '消防法 §28', times: 2, departments: ['EMB', 'FIRE'] },
  ]);
  expect(repeatOffences(entries(twice.slice(0, 1)))).toEqual([]);
});

test('the strip above the lanes: registered, filed, sealed, filed again', () => {
  const turnings = [...replay(timeline, story as unknown as Recorded<PublishedEvent>[])].flatMap(
    ([eventId, row]) => (row.statusTurn === null ? [] : [{ ...row, eventId, statusTurn: row.statusTurn }]),
  );
  expect(
    statusBands(turnings).map(({ status, from, to }) => [status, from.slice(0, 10), to?.slice(0, 10)]),
  ).toEqual([
    ['registered', '2024-01-10', '2024-02-01'],
    ['filed', '2024-02-01', '2024-05-06'],
    ['suspended', '2024-05-06', '2024-05-29'],
    ['filed', '2024-05-29', undefined],
  ]);
});
