import type { Pairs } from './pairs';

export const listWords = {
  hazards: {
    title: ['未整改隐患', 'Open hazards'],
    hazard: ['隐患', 'Hazard'],
    gravity: ['等级', 'Grade'],
    allGravities: ['全部等级', 'All grades'],
    overdueOnly: ['已逾期', 'Past their day'],
    found: ['发现', 'Found'],
    dueOn: ['整改期限', 'To be right by'],
    noDay: ['未定期限', 'No day set'],
    overdueBy: ['逾期 {{days}} 个工作日', 'Overdue, working days: {{days}}'],
    claimed: ['机构称已整改，待复查', 'Said to be right, not looked at again'],
    order: ['责令文书', 'Order'],
    none: ['没有符合条件的未整改隐患', 'No open hazard fits'],
    noneHow: [
      '检查发现、尚未复查认定整改的隐患会出现在这里；可以放宽筛选条件。',
      'A hazard stands here from its finding until a department has seen it put right. Widen the filters.',
    ],
  },
  entries: {
    title: ['各机构的记录', 'Entries of all facilities'],
    facility: ['机构', 'Facility'],
    type: ['事件', 'Event'],
    allTypes: ['全部事件', 'All events'],
    inspections: ['检查结束', 'Inspection closed'],
    hazards: ['发现隐患', 'Hazard found'],
    within: ['发生于 {{from}} 至 {{to}}', 'True from {{from}} to {{to}}'],
    since: ['发生于 {{from}} 及以后', 'True since {{from}}'],
    until: ['发生于 {{to}} 及以前', 'True until {{to}}'],
    none: ['没有符合条件的记录', 'No entry fits'],
    noneHow: [
      '各部门对机构做了什么会按发生时间出现在这里；可以放宽筛选条件。',
      'What each department did about a facility stands here by the time it was true. Widen the filters.',
    ],
  },
} as const satisfies Pairs;
