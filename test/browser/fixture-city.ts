import type { Caller, EventAnswer } from '../../src/console/api.js';
import type { OfficialRecord, OfficialSummary } from '../../src/console/api-official.js';
import type { Figures, FileJob, Rejection } from '../../src/console/api-answers.js';
import { cards, dayAgo, daysAgo, timeline } from './fixture-facility.js';

/** The rest of the invented city: accounts, figures, an official with a hand-over, rejections, files. */

const account = (
  name: string,
  zh: string,
  en: string,
  rest: Pick<Caller, 'role' | 'department' | 'region'>,
): Caller => ({
  account: name,
  name: { zh, en },
  ...rest,
});
export const accounts: readonly Caller[] = [
  account('fire-inspector', '李检查', 'Inspector Li', {
    role: 'inspector',
    department: 'FIRE',
    region: '371302',
  }),
  account('fire-lead', '王大队长', 'Chief Wang', { role: 'lead', department: 'FIRE', region: '371302' }),
  account('market-clerk', '张报送', 'Clerk Zhang', { role: 'clerk', department: 'MSA', region: '371302' }),
  account('coordinator', '陈协调', 'Coordinator Chen', {
    role: 'coordinator',
    department: 'HC',
    region: '371300',
  }),
  account('auditor', '赵监督', 'Auditor Zhao', { role: 'auditor', department: 'DISC', region: '371300' }),
];

const regionCodes = [
  '371302',
  '371311',
  '371312',
  '371321',
  '371322',
  '371323',
  '371324',
  '371325',
  '371326',
  '371327',
  '371328',
  '371329',
  '371371',
  '371372',
  '371373',
];
const departments = ['FIRE', 'MSA', 'PSB', 'HC', 'EMB'];
const months = Array.from({ length: 18 }, (_, i) => dayAgo((17 - i) * 30.4).slice(0, 7));

export const figures: Figures = {
  asOf: { true: null, known: null },
  facilities: { total: 64, byStatus: { filed: 49, registered: 9, suspended: 2, closed: 4 } },
  openHazards: { minor: 31, serious: 12, grave: 3 },
  overdueHazards: 7,
  events: 4821,
  rejections: 5,
  position: '4821',
  inspectionsLast30Days: departments.map((department, i) => ({ department, count: 30 - i * 5 })),
  byMonth: months.flatMap((month, m) =>
    departments.map((department, d) => ({
      month,
      department,
      inspections: 8 + ((m * 7 + d * 3) % 9),
      hazards: 2 + ((m + d) % 4),
    })),
  ),
  byRegion: regionCodes.map((regionCode, i) => ({
    regionCode,
    facilities: 12 - (i % 9),
    openGrave: i % 5 === 0 ? 1 : 0,
    overdue: i % 3,
  })),
  needsAttention: cards.slice(0, 4).map(({ facilityId, name, regionCode }, i) => ({
    facilityId,
    name,
    regionCode,
    severity: i === 0 ? ('grave' as const) : ('bad' as const),
    dueOn: dayAgo(4 - i),
    eventId: `e-${110 + i}`,
    zh: i === 0 ? '重大隐患逾期未整改：安全出口被锁闭' : '投诉今天到期，尚未答复',
    en: i === 0 ? 'Grave hazard overdue: emergency exit locked' : 'A complaint is due today, unanswered',
  })),
  changed: timeline.slice(-10).reverse(),
  silent: [
    { department: 'PSB', lastRecordedAt: daysAgo(12), usualGapHours: 30, silentHours: 288 },
    { department: 'CAB', lastRecordedAt: daysAgo(2), usualGapHours: 12, silentHours: 40 },
  ],
};

const post = (postId: string, title: string, from: number, to: number | null) => ({
  postId,
  title,
  department: 'FIRE',
  regionCode: '371302',
  from: dayAgo(from),
  to: to === null ? null : dayAgo(to),
  documentNo: `临消任〔2025〕${from}号`,
  handedOverTo: to === null ? null : 'O-9',
  eventId: `e-post-${postId}`,
});
const posts = [
  post('P-3', '兰山区消防救援大队 监督员', 520, 160),
  post('P-4', '兰山区消防救援大队 副大队长', 155, null),
];

const states = ['done', 'late', 'done', 'done', 'missing', 'done', 'late', 'open'] as const;
export const record: OfficialRecord = {
  ...{ officialId: 'O-7', name: null, posts, position: '4821', asOf: { true: null, known: null } },
  owed: Array.from({ length: 24 }, (_, i) => {
    const state = i > 21 ? 'open' : states[i % 7]!;
    const since = 500 - i * 20;
    const due = since - 30;
    const doneAt = state === 'done' ? daysAgo(due + 5) : state === 'late' ? daysAgo(due - 14) : null;
    return {
      obligationId: `B-${i}`,
      kind: (['inspection', 'recheck', 'answer'] as const)[i % 3]!,
      facilityId: `F-${(i % 6) + 1}`,
      caseId: `C-${i}`,
      postId: 'P-3',
      basis: { zh: '年度检查计划', en: 'Yearly inspection plan' },
      since: dayAgo(since),
      dueOn: dayAgo(due),
      doneAt,
      doneBy: doneAt && 'O-7',
      state,
      daysLate: state === 'late' ? 10 : null,
      carriedFrom: i === 3 ? 'O-2' : null,
      passedTo: i === 11 ? 'O-9' : null,
      eventIds: [`e-${100 + i}`],
    };
  }),
  done: Array.from({ length: 40 }, (_, i) => ({
    actId: `A-${i}`,
    kind: (['inspected', 'ordered', 'verified', 'penalised'] as const)[i % 4]!,
    facilityId: `F-${(i % 6) + 1}`,
    caseId: `C-${i}`,
    postId: 'P-3',
    occurredAt: daysAgo(500 - i * 12),
    recordedAt: daysAgo(499 - i * 12),
    zh: '检查幼苗托育园，结论不合格',
    en: 'Inspected Seedling nursery: failed',
    eventId: `e-${100 + i}`,
  })),
};
export const officials: readonly OfficialSummary[] = [
  { officialId: 'O-7', name: null, posts, acts: 40, open: 2, late: 6, missing: 3 },
  {
    officialId: 'O-9',
    name: '周某',
    posts: [post('P-3', '兰山区消防救援大队 监督员', 159, null)],
    acts: 11,
    open: 1,
    late: 0,
    missing: 0,
  },
];

export const eventAnswer = (eventId: string): EventAnswer | null => {
  const one = timeline.find((entry) => entry.eventId === eventId);
  if (one === undefined) return null;
  return {
    event: {
      eventId,
      type: one.eventType,
      version: 1,
      zh: one.zh,
      en: one.en,
      label: one.label,
      position: one.position,
      stream: `case-${one.caseId}`,
      revision: 0,
      occurredAt: one.occurredAt,
      recordedAt: one.recordedAt,
      recordedBy: one.recordedBy,
      department: one.department,
      region: '371302',
      subjects: ['facility:F-1', 'official:O-7'],
      source: one.source,
      data: { facilityId: 'F-1', department: one.department, finding: one.zh, complainant: 'withheld' },
    },
    put: [
      {
        readModel: 'timeline',
        zh: '合规时间线',
        en: 'Compliance timeline',
        change: 'put',
        key: one.entryId,
        partition: 'F-1',
        row: { zh: one.zh },
      },
      {
        readModel: 'card',
        zh: '机构卡片',
        en: 'Facility card',
        change: 'fold',
        key: 'F-1',
        partition: 'F-1',
        row: null,
      },
    ],
  };
};

const original = JSON.stringify(
  {
    specversion: '1.0',
    id: 'XF-9',
    source: 'urn:lxc:fire',
    type: 'HazardFound',
    time: daysAgo(3),
    data: { hazardId: 'H-9', gravity: 'very bad' },
  },
  null,
  2,
);
export const rejections: Rejection[] = (
  ['schema', 'identity', 'authority', 'meaning', 'envelope'] as const
).map((step, i) => ({
  rejectionId: `R-${i + 1}`,
  receivedAt: daysAgo(i),
  door: i === 3 ? ('file' as const) : ('http' as const),
  department: 'FIRE',
  sender: 'fire-system-371302',
  step,
  code: `intake/${step}`,
  sourceId: `XF-${i + 9}`,
  type: 'HazardFound',
  original,
  zh: [
    '严重程度不在许可的列表中',
    '编号相同但内容不同',
    '不能代表市场监管部门报送',
    '发生时间晚于现在',
    '缺少 specversion',
  ][i]!,
  en: [
    'The gravity is not in the list',
    'Same id, other content',
    'May not speak for market supervision',
    'It happened in the future',
    'specversion is missing',
  ][i]!,
  errors: i === 0 ? [{ path: '/gravity', message: 'must be equal to one of the allowed values' }] : [],
  state: i === 4 ? ('dismissed' as const) : ('open' as const),
  alarm: step === 'identity',
  resentEventId: null,
  ...{ row: i === 3 ? 17 : null, file: i === 3 ? 'fire-2026-10.csv' : null },
}));

export const files: FileJob[] = [
  {
    jobId: 'J-1',
    name: 'fire-2026-10.csv',
    mapping: 'fire-inspections',
    rowsTotal: 4305,
    rowsDone: 1720,
    recorded: 1698,
    duplicates: 20,
    rejected: 2,
    alarms: 0,
    state: 'running',
    startedAt: daysAgo(0, 8),
    updatedAt: daysAgo(0, 8),
    by: 'fire-clerk',
  },
];
