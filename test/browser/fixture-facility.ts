import type { FacilityCard, StatusBand, TimelineEntry, TimelinePage } from '../../src/console/api.js';

/** An invented facility that sinks: warnings of four departments, late repairs, a stop. Days count back from today. */

const DAY = 86_400_000;
export const daysAgo = (days: number, hour = 9) =>
  new Date(Math.floor(Date.now() / DAY) * DAY - days * DAY + (hour - 8) * 3_600_000).toISOString();
export const dayAgo = (days: number) => daysAgo(days, 12).slice(0, 10);

type Told = Partial<TimelineEntry> & Pick<TimelineEntry, 'kind' | 'severity' | 'zh' | 'en' | 'department'>;
let position = 100;

export function entry(ago: number, knownAgo: number, told: Told): TimelineEntry {
  position += 1;
  const id = `e-${position}`;
  return {
    entryId: id,
    facilityId: 'F-1',
    eventId: id,
    eventType: 'InspectionOpened',
    position: String(position),
    ...{ occurredAt: daysAgo(ago), recordedAt: daysAgo(knownAgo, 10), clause: null, caseId: id, chain: id },
    officers: [{ officialId: 'O-7', postId: 'P-3' }],
    documentNo: null,
    dueOn: null,
    evidence: [],
    label: 'L2',
    ...{ source: { source: 'urn:lxc:fire', sourceId: `XF-${position}` }, recordedBy: 'fire-system-371302' },
    ...told,
  };
}

const clause = '《托育机构消防安全指南》第 12 条';
type Matter = { readonly chain: string; readonly department: string; readonly due: number };
type Words = readonly [zh: string, en: string];

const hazard = (
  ago: number,
  { chain, department, due }: Matter,
  severity: TimelineEntry['severity'],
  [zh, en]: Words,
) =>
  entry(ago, ago, {
    ...{ department, severity, chain, caseId: chain, kind: 'hazard', eventType: 'HazardFound', clause },
    ...{ zh: `发现隐患：${zh}`, en: `Hazard found: ${en}`, dueOn: dayAgo(due) },
  });
const order = (ago: number, { chain, department, due }: Matter) =>
  entry(ago, ago, {
    ...{
      department,
      chain,
      caseId: chain,
      kind: 'order',
      severity: 'bad',
      eventType: 'RectificationOrdered',
    },
    ...{
      zh: '责令限期改正',
      en: 'Ordered to rectify',
      documentNo: `临消责改〔2026〕${ago}号`,
      dueOn: dayAgo(due),
    },
  });
const recheck = (ago: number, knownAgo: number, { chain, department }: Matter, good: boolean) =>
  entry(ago, knownAgo, {
    ...{ department, chain, caseId: chain, kind: 'rectification', severity: good ? 'good' : 'bad' },
    ...{ eventType: 'RectificationVerified', zh: good ? '复查：已整改' : '复查：未整改' },
    en: good ? 'Re-inspected: rectified' : 'Re-inspected: not rectified',
  });
const visit = (ago: number, knownAgo: number, department: string, passed: boolean) =>
  entry(ago, knownAgo, {
    ...{ department, kind: 'inspection', severity: passed ? 'good' : 'bad', eventType: 'InspectionClosed' },
    zh: passed ? '日常检查结束：合格' : '日常检查结束：不合格',
    en: passed ? 'Routine inspection closed: passed' : 'Routine inspection closed: failed',
  });
const said = (ago: number, what: Pick<TimelineEntry, 'department' | 'kind' | 'severity'>, [zh, en]: Words) =>
  entry(ago, ago, { ...what, zh, en, eventType: 'Said' });

const route = { chain: 'H-1', department: 'FIRE', due: 300 };
const samples = { chain: 'H-2', department: 'MSA', due: 190 };
const exit = { chain: 'H-3', department: 'FIRE', due: 120 };
const extinguishers = { chain: 'H-4', department: 'FIRE', due: 70 };
const carers = { chain: 'H-5', department: 'HC', due: 45 };

export const timeline: readonly TimelineEntry[] = [
  said(540, { department: 'ASB', kind: 'registration', severity: 'neutral' }, [
    '机构登记：幼苗托育园',
    'Registered: Seedling nursery',
  ]),
  said(520, { department: 'HC', kind: 'registration', severity: 'good' }, [
    '备案，编号 LY-2025-014',
    'Filed under LY-2025-014',
  ]),
  ...[500, 430, 360, 300, 240, 180, 120, 60].map((ago, i) =>
    visit(ago, ago - (i % 3 === 1 ? 9 : 0), 'HC', i !== 5),
  ),
  ...[470, 380, 290, 210, 130, 40].map((ago, i) => visit(ago, ago, 'MSA', i !== 4)),
  ...[450, 330, 200, 90].map((ago) => visit(ago, ago - 3, 'PSB', true)),
  hazard(320, route, 'bad', ['疏散通道堆放杂物', 'Evacuation route obstructed']),
  order(318, route),
  recheck(270, 262, route, true),
  hazard(206, samples, 'minor', ['留样记录不全', 'Food sample records incomplete']),
  recheck(192, 192, samples, true),
  hazard(150, exit, 'grave', ['安全出口被锁闭', 'Emergency exit locked']),
  order(149, exit),
  recheck(110, 108, exit, false),
  said(96, { department: 'FIRE', kind: 'penalty', severity: 'bad' }, ['罚款 5000 元', 'Fined 5,000 yuan']),
  hazard(88, extinguishers, 'bad', ['灭火器过期', 'Extinguishers expired']),
  recheck(50, 48, extinguishers, true),
  hazard(80, carers, 'bad', ['保育人员配备不足', 'Too few carers']),
  said(75, { department: 'HC', kind: 'complaint', severity: 'bad' }, [
    '收到 12345 投诉：照护质量',
    'Hotline complaint: care',
  ]),
  ...[30, 30, 29, 29, 28].map((ago, i) =>
    said(ago, { department: 'EMB', kind: 'inspection', severity: i === 2 ? 'bad' : 'neutral' }, [
      `联合检查记录 ${i + 1}`,
      `Joint check note ${i + 1}`,
    ]),
  ),
  said(26, { department: 'FIRE', kind: 'incident', severity: 'grave' }, [
    '火灾事故：2 人受伤',
    'Fire: 2 injured',
  ]),
  said(25, { department: 'FIRE', kind: 'measure', severity: 'grave' }, ['临时查封', 'Temporary seal']),
];

export const statusBands: readonly StatusBand[] = [
  { status: 'registered', from: daysAgo(540), to: daysAgo(520), eventId: 'e-101' },
  { status: 'filed', from: daysAgo(520), to: daysAgo(25), eventId: 'e-102' },
  { status: 'suspended', from: daysAgo(25), to: null, eventId: timeline.at(-1)!.eventId },
];

export function timelinePage(asOfTrue: string | undefined, asOfKnown: string | undefined): TimelinePage {
  const until = (asked: string | undefined) =>
    asked === undefined ? Infinity : Date.parse(asked.length === 10 ? `${asked}T23:59:59+08:00` : asked);
  const known = (one: TimelineEntry) =>
    asOfKnown !== undefined && /^\d+$/.test(asOfKnown)
      ? Number(one.position) <= Number(asOfKnown)
      : Date.parse(one.recordedAt) <= until(asOfKnown);
  const items = timeline
    .filter((one) => Date.parse(one.occurredAt) <= until(asOfTrue) && known(one))
    .sort((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  return {
    ...{ items, nextCursor: null, position: '160', withheld: 1, statusBands },
    asOf: { true: asOfTrue ?? null, known: asOfKnown ?? null },
  };
}

const names = [
  '幼苗托育园',
  '沂蒙小太阳托育中心',
  '百合家庭托育点',
  '兰山社区托育站',
  '临沂纺织厂职工托育园',
  '第三幼儿园托班',
];
const forms = ['standalone', 'standalone', 'home', 'community', 'employer', 'kindergarten'];
const regions = ['371302', '371311', '371312', '371302', '371323', '371371'];

export const cards: readonly FacilityCard[] = names.map((name, i) => ({
  ...{ facilityId: `F-${i + 1}`, name, form: forms[i]!, regionCode: regions[i]!, capacity: 40 + i * 10 },
  address: `${['金雀山路', '通达路', '沂河路'][i % 3]} ${10 + i * 7} 号`,
  status: i === 0 ? 'suspended' : i === 5 ? 'registered' : 'filed',
  statusSince: daysAgo(25),
  registeredOn: dayAgo(540),
  filedOn: dayAgo(520),
  filingNo: `LY-2025-01${i + 4}`,
  openHazards: i === 0 ? { minor: 0, serious: 1, grave: 1 } : { minor: i % 3, serious: 0, grave: 0 },
  overdueHazards: i === 0 ? 2 : 0,
  openOrders: i === 0 ? 1 : 0,
  penalties: i === 0 ? 1 : 0,
  incidents: i === 0 ? 1 : 0,
  activeMeasures:
    i === 0
      ? [
          {
            measureId: 'M-1',
            measure: 'temporary-seal',
            department: 'FIRE',
            since: dayAgo(25),
            documentNo: '临消封〔2026〕3号',
          },
        ]
      : [],
  complaints: { open: i === 0 ? 1 : 0, total: i },
  lastInspections: [
    { department: 'HC', inspectionId: 'I-1', on: dayAgo(60), verdict: 'passed' },
    { department: 'FIRE', inspectionId: 'I-2', on: dayAgo(30 + i), verdict: i === 0 ? 'failed' : 'passed' },
  ],
  repeatOffences:
    i === 0 ? [{ clause: '《托育机构消防安全指南》第 12 条', times: 3, departments: ['FIRE'] }] : [],
  contradictions:
    i === 0
      ? [
          {
            ...{ departments: ['FIRE', 'PSB'], inspectionIds: ['I-2', 'I-9'], on: dayAgo(90) },
            zh: '公安判定合格，消防同日判定不合格',
            en: 'Police passed what fire failed on the same day',
          },
        ]
      : [],
  ...{ lastEventAt: daysAgo(i + 1), becauseOf: timeline.at(-1)!.eventId },
}));
