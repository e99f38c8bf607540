import { InspectionAssigned } from '#contracts';
import { addDays, addWorkingDays, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';
import { howMuchIsFound, usualCourse, weakSpots } from './habits.js';
import type { Storyline } from './storyline.js';
import { inspectionIdOf, visit } from './visit.js';

/** The one whose inspections came late, and the desk whose visits only this story tells. */
export const LATE_OFFICIAL = 'O-0711';
export const LATE_DESK = 'HC/371311';

/** Working days each assigned visit came after its last day; below zero in time, `never` not at all. */
const lateness = [-3, 14, 8, -2, 21, 6, 17, 'never', 11, 25, -4, 9, 19, 'never', -1, 13] as const;

/**
 * The head of the health desk in Luozhuang: four visits in time, ten late, two never made; some rechecks
 * late as well.
 */
export const lateOfficial: Storyline = (desk, facilities) => {
  const own = desk.apart('late-official');
  const here = [...facilities.values()].filter(({ region, closedOn }) => region === '371311' && !closedOn);
  const cases = lateness.map((lag, turn) => {
    const facility = here[turn % here.length]!;
    const registered = workingDayFrom(addDays(facility.registration.registeredOn, 20));
    const planned = workingDayFrom(addDays(own.chronicle.since, 20 + turn * 31));
    const on = planned < registered ? registered : planned;
    const assigned = { on, dueOn: addWorkingDays(on, 15), basis: '年度检查计划' };
    return lag === 'never' ? neverMade(own, facility, assigned) : made(own, facility, { assigned, lag });
  });
  return {
    zh: '一名负责人多次逾期检查，两次未检查',
    en: 'An official who inspected late ten times and twice not at all',
    officialId: LATE_OFFICIAL,
    cases,
  };
};

interface Assigned {
  readonly on: string;
  readonly dueOn: string;
  readonly basis: string;
}

function made(
  desk: CityDesk,
  facility: Facility,
  { assigned, lag }: { assigned: Assigned; lag: number },
): string {
  const { dice } = desk;
  const day = lag < 0 ? addWorkingDays(assigned.on, 15 + lag) : addWorkingDays(assigned.dueOn, lag);
  const found = dice.some(weakSpots(dice, 'HC'), howMuchIsFound(dice, facility.temper));
  const findings = found.map((item) => ({
    item,
    course: {
      ...usualCourse(dice, facility.temper, item),
      ...(dice.inHundred(55) ? { recheck: 'late' as const, recheckLateBy: dice.between(6, 20) } : {}),
    },
  }));
  return visit(desk, { facility, department: 'HC', day, findings, assigned });
}

function neverMade(desk: CityDesk, facility: Facility, { on, dueOn, basis }: Assigned): string {
  const inspectionId = inspectionIdOf({ facility, department: 'HC', day: on, again: '-assigned' });
  const about = { inspectionId, facilityId: facility.registration.facilityId, department: 'HC' as const };
  const [assignee] = desk.roster.pair('HC', facility.region, on);
  desk.record(InspectionAssigned({ ...about, assignee, assignedOn: on, dueOn, basis }), facility, {
    day: on,
    at: 520,
  });
  return inspectionId;
}
