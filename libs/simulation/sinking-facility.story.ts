import { addDays, workingDayFrom } from '#rulebook';
import { accident } from './accident.js';
import { itemOf } from './habits.js';
import type { Course } from './course.js';
import { complain } from './public-voice.js';
import { facilityCalled, type Storyline } from './storyline.js';
import { visit } from './visit.js';

export const SINKING = 'F-371302-001';

type Sign = readonly [
  daysBefore: number,
  department: 'FIRE' | 'MSA' | 'PSB' | 'HC' | 'EMB',
  findings: readonly Found[],
];
type Found = readonly [code: string, course: Course];

/**
 * Days before the last one; what was found, and what nobody saw through. The exit is locked three times
 * (repeat offence).
 */
const signs: readonly Sign[] = [
  [515, 'HC', [['HC-36', { put: 'in-time' }]]],
  [
    480,
    'FIRE',
    [
      ['FI-06', { put: 'on-the-spot' }],
      ['FI-15', { put: 'in-time' }],
    ],
  ],
  [
    410,
    'PSB',
    [
      ['PS-11', { put: 'late', lateBy: 21, punished: 'warning' }],
      ['PS-06', { put: 'in-time' }],
    ],
  ],
  [
    345,
    'MSA',
    [
      ['MK-06', { put: 'in-time' }],
      ['MK-13', { put: 'late', punished: 'warning' }],
    ],
  ],
  [
    300,
    'HC',
    [
      ['HC-14', { put: 'in-time' }],
      ['HC-31', { put: 'on-the-spot' }],
    ],
  ],
  [
    262,
    'FIRE',
    [
      ['FI-06', { put: 'in-time', recheck: 'late', recheckLateBy: 12 }],
      ['FI-17', { put: 'late' }],
    ],
  ],
  [221, 'PSB', [['PS-09', { put: 'late', extendedBy: 7 }]]],
  [
    176,
    'HC',
    [
      ['HC-14', { put: 'never', punished: 'fine' }],
      ['HC-13', { put: 'late' }],
    ],
  ],
  [139, 'EMB', [['EM-05', { put: 'never', recheck: 'never' }]]],
  [
    118,
    'MSA',
    [
      ['MK-08', { put: 'on-the-spot' }],
      ['MK-12', { put: 'late', punished: 'fine' }],
    ],
  ],
  [
    84,
    'FIRE',
    [
      ['FI-14', { put: 'never', recheck: 'never' }],
      ['FI-06', { put: 'in-time', recheck: 'never' }],
    ],
  ],
  [71, 'PSB', [['PS-09', { put: 'never', recheck: 'never' }]]],
];

/** A facility in Lanshan that everybody saw sinking: warnings from five departments, then a fire. */
export const sinkingFacility: Storyline = (desk, facilities) => {
  const facility = facilityCalled(facilities, SINKING);
  const own = desk.apart('sinking');
  const before = (days: number) => workingDayFrom(addDays(own.chronicle.until, -days));
  const cases = signs.map(([days, department, findings]) =>
    visit(own, {
      facility,
      department,
      day: before(days),
      findings: findings.map(([code, course]) => ({ item: itemOf(code), course })),
    }),
  );
  complain(own, { facility, topic: 'fire', day: before(205), result: 'unfounded', answeredAfter: 11 });
  complain(own, { facility, topic: 'care', day: before(160), answeredAfter: 4 });
  complain(own, { facility, topic: 'fire', day: before(62), result: 'founded', answeredAfter: 16 });
  const incidentId = accident(own, facility, before(48));
  return {
    zh: '一家机构在五个部门多次预警后发生火灾',
    en: 'A facility sinks to a fire after warnings from five departments',
    facilityId: SINKING,
    cases: [...cases, incidentId],
  };
};
