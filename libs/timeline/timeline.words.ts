import { departments, type Department } from '#contracts';

/**
 * What code values are called inside a sentence. Sentences are stored as they were when written; words here
 * are for new ones.
 */
interface Pair {
  readonly zh: string;
  readonly en: string;
}
const words = <const Codes extends string>(table: Readonly<Record<Codes, Pair>>) => table;

export const formWords = words({
  standalone: { zh: '独立举办的托育机构', en: 'standalone childcare facility' },
  community: { zh: '社区托育机构', en: 'community childcare facility' },
  employer: { zh: '用人单位托育机构', en: "employer's childcare facility" },
  kindergarten: { zh: '幼儿园托班', en: 'kindergarten nursery class' },
  repurposed: { zh: '改建改造的托育机构', en: 'childcare facility in a converted building' },
  home: { zh: '家庭托育点', en: 'family childcare home' },
});

export const inspectionWords = words({
  routine: { zh: '日常检查', en: 'a routine inspection' },
  special: { zh: '专项检查', en: 'a special inspection' },
  complaint: { zh: '投诉核查', en: 'an inspection after a complaint' },
  joint: { zh: '联合检查', en: 'a joint inspection' },
  're-inspection': { zh: '复查', en: 'a re-inspection' },
  'self-report': { zh: '自报核查', en: "an inspection after the facility's own report" },
});

export const gravityWords = words({
  minor: { zh: '一般隐患', en: 'a minor hazard' },
  serious: { zh: '较大隐患', en: 'a serious hazard' },
  grave: { zh: '重大隐患', en: 'a grave hazard' },
});

export const measureWords = words({
  'temporary-seal': { zh: '临时查封', en: 'sealed the premises for the time being' },
  'operation-suspended': { zh: '责令停业', en: 'ordered operation to stop' },
  'product-seal': { zh: '查封产品', en: 'sealed products' },
  seizure: { zh: '扣押', en: 'seized goods' },
  'power-cut': { zh: '停止供电', en: 'had the power cut' },
});

export const penaltyWords = words({
  warning: { zh: '警告', en: 'a warning' },
  'public-criticism': { zh: '通报批评', en: 'public criticism' },
  fine: { zh: '罚款', en: 'a fine' },
  confiscation: { zh: '没收违法所得', en: 'confiscation' },
  suspension: { zh: '责令停产停业', en: 'suspension of business' },
  closure: { zh: '责令关闭', en: 'closure' },
});

export const channelWords = words({
  'hotline-12345': { zh: '12345 热线', en: 'the 12345 hotline' },
  department: { zh: '部门窗口', en: "the department's counter" },
  online: { zh: '网络', en: 'the internet' },
  letter: { zh: '来信', en: 'a letter' },
});

export const topicWords = words({
  care: { zh: '照护质量', en: 'care' },
  food: { zh: '食品安全', en: 'food' },
  fire: { zh: '消防安全', en: 'fire safety' },
  security: { zh: '安全防范', en: 'security' },
  fees: { zh: '收费', en: 'fees' },
  health: { zh: '卫生保健', en: 'health care' },
  abuse: { zh: '涉嫌伤害幼儿', en: 'suspected abuse' },
  other: { zh: '其他', en: 'other matters' },
});

export const answerWords = words({
  founded: { zh: '反映属实', en: 'founded' },
  unfounded: { zh: '反映不属实', en: 'unfounded' },
  'not-competent': { zh: '不属本部门职责，已退回', en: 'not within its competence, returned' },
});

export const incidentWords = words({
  fire: { zh: '火灾', en: 'a fire' },
  'food-poisoning': { zh: '食物中毒', en: 'food poisoning' },
  injury: { zh: '人身伤害', en: 'an injury' },
  'infectious-disease': { zh: '传染病', en: 'an infectious disease' },
  abuse: { zh: '伤害幼儿', en: 'abuse' },
  'missing-child': { zh: '幼儿走失', en: 'a missing child' },
  other: { zh: '其他事件', en: 'another incident' },
});

export const gradeWords = words({
  ordinary: { zh: '一般事故', en: 'an ordinary accident' },
  larger: { zh: '较大事故', en: 'a larger accident' },
  major: { zh: '重大事故', en: 'a major accident' },
  exceptional: { zh: '特别重大事故', en: 'an exceptionally serious accident' },
});

const bodies: ReadonlySet<string> = new Set([
  'FTU',
  'CYL',
  'WF',
  'FPA',
  'GOV',
  'DZ',
  'TOWN',
  'CDC',
  'MCH',
  'HSI',
  'ASSOC',
]);

/** Who speaks: 消防救援部门, but 县区政府. A code nobody declared stands for itself. */
export const speakers: Readonly<Record<string, Pair>> = Object.fromEntries(
  (Object.keys(departments) as Department[]).map((code) => [
    code,
    { zh: `${departments[code].zh}${bodies.has(code) ? '' : '部门'}`, en: departments[code].en },
  ]),
);
export const speakerOf = (code: string): Pair => speakers[code] ?? { zh: code, en: code };
