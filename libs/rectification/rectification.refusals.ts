import type { Refusal, RefusalWords } from '#kernel';

/** Every way this room says no, and the words a person will read. */
export const rectificationRefusals = {
  'rectification/unknown-hazard': {
    because: 'missing',
    zh: '没有隐患 {hazardId}',
    en: 'There is no hazard {hazardId}',
  },
  'rectification/another-departments-hazard': {
    because: 'beyond-powers',
    zh: '这是 {department} 部门发现的隐患',
    en: 'This hazard was found by {department}',
  },
  'rectification/already-followed': {
    because: 'too-late',
    zh: '隐患 {hazardId} 已经立项跟踪',
    en: 'Hazard {hazardId} is already being followed',
  },
  'rectification/already-put-right': {
    because: 'too-late',
    zh: '隐患 {hazardId} 已经整改',
    en: 'Hazard {hazardId} has already been put right',
  },
  'rectification/already-ordered': {
    because: 'too-late',
    zh: '责令改正正在执行，期限 {dueOn}；需要更多时间请办理延期',
    en: 'An order is running until {dueOn}; to give more time, extend it',
  },
  'rectification/not-ordered': {
    because: 'unlawful',
    zh: '尚未责令改正，无从延期',
    en: 'Nothing has been ordered that could be extended',
  },
  'rectification/due-before-order': {
    because: 'unlawful',
    zh: '整改期限 {dueOn} 早于责令日期 {orderedOn}',
    en: 'The day due, {dueOn}, is before the day of the order, {orderedOn}',
  },
  'rectification/recheck-before-due': {
    because: 'unlawful',
    zh: '复查期限 {recheckBy} 早于整改期限 {dueOn}',
    en: 'The re-inspection, by {recheckBy}, would be due before the rectification, {dueOn}',
  },
  'rectification/not-later': {
    because: 'unlawful',
    zh: '延期后的期限 {dueOn} 不晚于原期限 {before}',
    en: 'The extended day, {dueOn}, is not later than the one it replaces, {before}',
  },
  'rectification/looked-before-order': {
    because: 'unlawful',
    zh: '复查日期 {verifiedOn} 早于责令日期 {orderedOn}',
    en: 'The re-inspection, on {verifiedOn}, is before the order, {orderedOn}',
  },
} as const satisfies RefusalWords;

export type RectificationRefusal = Refusal<keyof typeof rectificationRefusals>;
