import { addDays, workingDayFrom } from '#rulebook';
import { itemOf } from './habits.js';
import { facilityCalled, type Storyline } from './storyline.js';
import { visit } from './visit.js';

export const CONTRADICTED = 'F-371311-001';

/**
 * On one day fire passes a facility and emergency management finds its exit blocked. Both words stand;
 * nobody is corrected.
 */
export const contradiction: Storyline = (desk, facilities) => {
  const facility = facilityCalled(facilities, CONTRADICTED);
  const own = desk.apart('contradiction');
  const day = workingDayFrom(addDays(own.chronicle.until, -53));
  const again = '-x';
  const passed = visit(own, { facility, department: 'FIRE', day, kind: 'special', again });
  const failed = visit(own, {
    facility,
    department: 'EMB',
    day,
    kind: 'special',
    again,
    findings: [
      { item: itemOf('EM-12'), course: { put: 'late', lateBy: 6, punished: 'fine' } },
      { item: itemOf('EM-05'), course: { put: 'in-time' } },
    ],
  });
  return {
    zh: '同一天消防检查合格，应急检查发现出口封堵',
    en: 'On one day fire passes what emergency management finds blocked',
    facilityId: CONTRADICTED,
    cases: [passed, failed],
  };
};
