import type { Agreement } from './agreement.js';

/**
 * Every agreement in force. Personal fields leave as the commitments they are in the log, never opened:
 * whoever may know a person asks the platform, which asks for permission.
 */
export const agreements: readonly Agreement[] = [
  {
    name: 'public.v1',
    zh: '可以公开的事实：登记备案、检查结论、整改、处罚与措施',
    en: 'Facts that may be public: registrations, verdicts, rectification, measures and penalties',
    basis: '实施意见 §14；政府信息公开条例 §19–20',
    label: 'L1',
    types: 'all',
    departments: 'all',
  },
  {
    name: 'government.v1',
    zh: '各部门共享的监管事实，用于联合执法',
    en: 'Facts of supervision shared among the departments, for joint enforcement',
    basis: '实施意见 §14（部门联动、信息共享）',
    label: 'L2',
    types: 'all',
    departments: 'all',
  },
];
