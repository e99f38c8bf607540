import { attentionSentence } from './attention.words.js';

const found = { gravity: 'grave', finding: '疏散通道堵塞', dueOn: '2026-03-20' } as const;
const hazard = { ...found, claimed: false };

test.each([
  [
    { ...hazard, workingDaysOver: 3, workingDaysLeft: 0 },
    '重大隐患逾期 3 个工作日未整改：疏散通道堵塞',
    'Grave hazard 3 working days overdue: 疏散通道堵塞',
  ],
  [
    { ...hazard, workingDaysOver: 0, workingDaysLeft: 1 },
    '重大隐患还剩 1 个工作日：疏散通道堵塞',
    'Grave hazard due in 1 working day: 疏散通道堵塞',
  ],
  [
    { ...hazard, dueOn: null, workingDaysOver: 0, workingDaysLeft: 0 },
    '重大隐患未整改，也未定期限：疏散通道堵塞',
    'Grave hazard still open, and no day set: 疏散通道堵塞',
  ],
  [
    { ...hazard, claimed: true, workingDaysOver: 3, workingDaysLeft: 0 },
    '重大隐患机构称已整改，待复查：疏散通道堵塞',
    'Grave hazard said to be put right, to be looked at again: 疏散通道堵塞',
  ],
])('says what waits and for how long, in working days', (waiting, zh, en) =>
  expect(attentionSentence(waiting)).toEqual({ zh, en }),
);
