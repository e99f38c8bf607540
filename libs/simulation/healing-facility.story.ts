import { CapacityChanged } from '#contracts';
import { addDays, workingDayFrom } from '#rulebook';
import { itemOf } from './habits.js';
import type { Course } from './course.js';
import { complain } from './public-voice.js';
import { facilityCalled, type Storyline } from './storyline.js';
import { visit } from './visit.js';

export const HEALING = 'F-371312-001';

const late: Course = { put: 'late', lateBy: 9, punished: 'warning' };
const inTime: Course = { put: 'in-time' };
const onTheSpot: Course = { put: 'on-the-spot' };

/**
 * Days before the last one: bad at first, then put right late, in time, on the spot; at last nothing is
 * found.
 */
const steps = [
  [
    520,
    'FIRE',
    [
      ['FI-06', late],
      ['FI-17', late],
      ['FI-24', late],
    ],
  ],
  [
    500,
    'HC',
    [
      ['HC-14', late],
      ['HC-26', late],
    ],
  ],
  [
    470,
    'MSA',
    [
      ['MK-06', late],
      ['MK-12', late],
    ],
  ],
  [
    440,
    'PSB',
    [
      ['PS-10', late],
      ['PS-07', inTime],
    ],
  ],
  [
    370,
    'FIRE',
    [
      ['FI-17', inTime],
      ['FI-21', inTime],
    ],
  ],
  [330, 'HC', [['HC-26', inTime]]],
  [290, 'MSA', [['MK-07', onTheSpot]]],
  [240, 'PSB', [['PS-06', onTheSpot]]],
  [190, 'HC', []],
  [150, 'FIRE', []],
  [110, 'MSA', []],
  [70, 'PSB', []],
  [33, 'HC', []],
  [12, 'FIRE', []],
] as const;

/** A community facility in Hedong that began badly and repaired itself. */
export const healingFacility: Storyline = (desk, facilities) => {
  const facility = facilityCalled(facilities, HEALING);
  const own = desk.apart('healing');
  const before = (days: number) => workingDayFrom(addDays(own.chronicle.until, -days));
  const cases = steps.map(([days, department, findings]) =>
    visit(own, {
      facility,
      department,
      day: before(days),
      findings: findings.map(([code, course]) => ({ item: itemOf(code), course })),
    }),
  );
  complain(own, { facility, topic: 'care', day: before(510), answeredAfter: 3 });
  complain(own, { facility, topic: 'fees', day: before(95), result: 'unfounded', answeredAfter: 2 });
  const changedOn = before(60);
  const changed = { facilityId: HEALING, capacity: facility.registration.capacity + 10, changedOn };
  const by = { department: 'ASB', region: facility.region, day: changedOn, at: 10 * 60 } as const;
  own.chronicle.tell(CapacityChanged(changed), by);
  return {
    zh: '一家机构从屡查屡犯到连续六次检查合格',
    en: 'A facility repairs itself: from repeated hazards to six clean inspections in a row',
    facilityId: HEALING,
    cases,
  };
};
