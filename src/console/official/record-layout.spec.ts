import type { OfficialRecord, Owed } from '../api';
import { columnsFor, recordLayout } from './record-layout';

const DAY = 86_400_000;
const today = Date.parse('2024-07-01T00:00:00+08:00');

const owed = (told: Partial<Owed>): Owed => ({
  obligationId: 'B-1',
  kind: 'inspection',
  facilityId: 'F-1',
  caseId: 'C-1',
  postId: 'P-1',
  basis: { zh: '年度计划', en: 'Yearly plan' },
  since: '2024-05-01',
  dueOn: '2024-05-31',
  eventIds: [],
  doneAt: null,
  doneBy: null,
  state: 'missing',
  daysLate: null,
  carriedFrom: null,
  passedTo: null,
  ...told,
});
const post = {
  postId: 'P-1',
  title: '监督员',
  department: 'FIRE',
  regionCode: '371302',
  documentNo: null,
} as const;
const act = {
  kind: 'inspected',
  facilityId: 'F-1',
  caseId: 'C-1',
  postId: 'P-1',
  zh: '检查',
  en: 'Inspected',
} as const;
const record: OfficialRecord = {
  officialId: 'O-1',
  name: null,
  withheld: 0,
  position: '9',
  asOf: { true: null, known: null },
  posts: [{ ...post, from: '2024-01-01', to: '2024-06-01', handedOverTo: 'O-2', eventId: 'e-1' }],
  owed: [owed({}), owed({ obligationId: 'B-2', doneAt: '2024-06-10T01:00:00Z', state: 'late' })],
  done: [
    {
      ...act,
      actId: 'A-1',
      eventId: 'e-2',
      occurredAt: '2024-06-10T01:00:00Z',
      recordedAt: '2024-06-10T01:00:00Z',
    },
  ],
};

describe('the two-sided record', () => {
  const layout = recordLayout(record, today, DAY);

  test('what was never done goes on to today, what was done ends there', () =>
    expect(layout.owed.map(({ end }) => end)).toEqual([today, Date.parse('2024-06-10T01:00:00Z')]));

  test('obligations that overlap in time stand in different columns', () =>
    expect(layout.owed.map(({ column }) => column)).toEqual([0, 1]));

  test('acts stand in the column of their kind', () => expect(layout.doneKinds).toEqual(['inspected']));

  test('a post that was handed over ends in a joint', () =>
    expect(layout.posts).toMatchObject([{ handedOver: true, to: Date.parse('2024-06-01T00:00:00+08:00') }]));

  test('the axis begins with the first thing owed or done, and ends after today', () => {
    expect(layout.from).toBeLessThanOrEqual(layout.owed[0]!.since);
    expect(layout.from).toBeGreaterThan(Date.parse('2024-01-01T00:00:00+08:00'));
    expect(layout.to).toBeGreaterThanOrEqual(today);
  });

  test('what is older is counted, and left to the lists', () => {
    const duty = { ...record.done[0]!, kind: 'duty-assigned' as const, occurredAt: '2024-01-01T01:00:00Z' };
    const earlier = recordLayout({ ...record, done: [...record.done, duty] }, today, DAY);
    expect([earlier.done.length, earlier.earlier]).toEqual([1, 1]);
  });
});

test('a column is used again once it is free', () =>
  expect(
    columnsFor(
      [
        { from: 0, to: 5 },
        { from: 3, to: 9 },
        { from: 6, to: 7 },
      ],
      1,
    ),
  ).toEqual([0, 1, 0]));
