import type { Refusal, RefusalWords } from '#kernel';

/** Every way this room says no, and the words a person will read. HTTP is not one of its words. */
export const inspectionRefusals = {
  'inspection/unknown': {
    because: 'missing',
    zh: '没有检查 {inspectionId}',
    en: 'There is no inspection {inspectionId}',
  },
  'inspection/not-opened': {
    because: 'too-late',
    zh: '检查 {inspectionId} 已下达任务但尚未开始',
    en: 'Inspection {inspectionId} is assigned and has not begun',
  },
  'inspection/already-opened': {
    because: 'too-late',
    zh: '检查 {inspectionId} 已经开始',
    en: 'Inspection {inspectionId} has already begun',
  },
  'inspection/already-closed': {
    because: 'too-late',
    zh: '检查 {inspectionId} 已经结束',
    en: 'Inspection {inspectionId} is already closed',
  },
  'inspection/assigned-elsewhere': {
    because: 'unlawful',
    zh: '检查 {inspectionId} 的任务对象是机构 {facilityId}',
    en: 'Inspection {inspectionId} was assigned for facility {facilityId}',
  },
  'inspection/two-officers-required': {
    because: 'unlawful',
    zh: '执法人员不得少于两人（行政处罚法第四十二条），其中本部门在岗的只有 {present} 人',
    en: 'Two officers are required (行政处罚法 §42); only {present} of those named hold a post of the department',
  },
  'inspection/another-departments': {
    because: 'beyond-powers',
    zh: '这是 {department} 部门的检查',
    en: 'This inspection is that of {department}',
  },
  'inspection/hazard-already-found': {
    because: 'too-late',
    zh: '隐患 {hazardId} 已经记录',
    en: 'Hazard {hazardId} has already been recorded',
  },
  'inspection/hazard-still-open': {
    because: 'unlawful',
    zh: '重大隐患 {hazardId} 尚未整改，不能判定合格',
    en: 'Grave hazard {hazardId} is still open, so the facility cannot pass',
  },
} as const satisfies RefusalWords;

export type InspectionRefusal = Refusal<keyof typeof inspectionRefusals>;
