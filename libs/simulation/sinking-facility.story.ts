import { IncidentGraded, IncidentReported, MeasureImposed, PenaltyDecided } from '#contracts';
import { addDays, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';
import { itemOf } from './habits.js';
import type { Course } from './hazard-course.js';
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
      ...{ facility, department, day: before(days) },
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
    ...{ facilityId: SINKING, cases: [...cases, incidentId] },
  };
};

type Organ = 'FIRE' | 'HC' | 'EMB';
const paper = (
  desk: CityDesk,
  kind: 'measure' | 'penalty' | 'incident',
  of: { department: Organ; day: string },
) => desk.document(kind, { ...of, region: '371302' });

/** The fire in the hall, what was closed that day, and what was decided afterwards. */
function accident(desk: CityDesk, facility: Facility, happenedOn: string): string {
  const { facilityId } = facility.registration;
  const incidentId = 'inc-371302-001-fire';
  const about = { incidentId, facilityId, department: 'EMB' as const };
  const summary = '门厅电动自行车电池起火，疏散门上锁，三名幼儿和一名保育员吸入烟气送医';
  const reported = IncidentReported({
    ...{ ...about, kind: 'fire', gravity: 'grave', happenedOn, dead: 0, injured: 4, summary },
  });
  desk.record(reported, facility, { day: happenedOn, at: 15 * 60 + 48 });
  closedThatDay(desk, facility, happenedOn);
  const gradedOn = workingDayFrom(addDays(happenedOn, 27));
  const documentNo = paper(desk, 'incident', { department: 'EMB', day: gradedOn });
  const graded = IncidentGraded({ ...about, grade: 'ordinary', gradedOn, documentNo });
  desk.record(graded, facility, { day: gradedOn, at: 10 * 60 });
  fined(desk, facility, workingDayFrom(addDays(happenedOn, 39)));
  return incidentId;
}

function closedThatDay(desk: CityDesk, facility: Facility, day: string): void {
  for (const department of ['FIRE', 'HC'] as const) {
    const measure = MeasureImposed({
      measureId: `meas-371302-001-${department.toLowerCase()}-fire`,
      ...{ facilityId: SINKING, department, imposedOn: day },
      measure: department === 'FIRE' ? 'temporary-seal' : 'operation-suspended',
      documentNo: paper(desk, 'measure', { department, day }),
      clause: department === 'FIRE' ? '消防法 §54' : '人口与计划生育法 §41①',
      signedBy: desk.roster.pair(department, facility.region, day)[0],
    });
    desk.record(measure, facility, { day, at: 17 * 60 });
  }
}

function fined(desk: CityDesk, facility: Facility, day: string): void {
  const fine = PenaltyDecided({
    ...{ penaltyId: 'pen-371302-001-fire', facilityId: SINKING, department: 'FIRE', penalty: 'fine' },
    ...{ amountFen: '4500000', documentNo: paper(desk, 'penalty', { department: 'FIRE', day }) },
    ...{ clause: '消防法 §28、§60①(二)(三)', decidedOn: day },
    signedBy: desk.roster.pair('FIRE', facility.region, day)[0],
  });
  desk.record(fine, facility, { day, at: 16 * 60 });
}
