import {
  HazardRectified,
  RectificationExtended,
  RectificationOrdered,
  RectificationVerified,
} from '#contracts';
import { addDays, addWorkingDays, daysBetween, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Hazard } from './course.js';
import { punish, seal, unseal } from './sanction.js';

const ids = ({ hazardId, facility, item }: Hazard) => ({
  hazardId,
  facilityId: facility.registration.facilityId,
  department: item.department,
});

/**
 * Fire must look again within three working days of the deadline (handbook T-107); the others set
 * themselves seven.
 */
export const recheckDay = (hazard: Pick<Hazard, 'item'>, dueOn: string) =>
  addWorkingDays(dueOn, hazard.item.department === 'FIRE' ? 3 : 7);

/** From the order to the last look, as the course says. */
export function runCourse(desk: CityDesk, hazard: Hazard): void {
  const { course, facility, day, at } = hazard;
  if (course.put === 'on-the-spot') {
    const event = HazardRectified({ ...ids(hazard), rectifiedOn: day, when: 'on-the-spot' });
    desk.record(event, facility, { day, at: at + 5 });
    return;
  }
  if (course.sealed) seal(desk, hazard);
  const dueOn = course.ordered === false ? hazard.dueOn : ordered(desk, hazard);
  const rectifiedOn = rectified(desk, hazard, dueOn);
  if (course.sealed && rectifiedOn) unseal(desk, hazard, workingDayFrom(addDays(rectifiedOn, 2)));
  lookedAgain(desk, hazard, { dueOn, ...(rectifiedOn ? { rectifiedOn } : {}) });
}

function ordered(desk: CityDesk, hazard: Hazard): string {
  const { item, facility, day, at, dueOn, course } = hazard;
  const { department } = item;
  const [signedBy] = desk.roster.pair(department, facility.region, day);
  const document = { documentNo: desk.document('order', { department, region: facility.region, day }) };
  const days = { orderedOn: day, dueOn, recheckBy: recheckDay(hazard, dueOn) };
  const order = RectificationOrdered({ ...ids(hazard), ...document, clause: item.clause, ...days, signedBy });
  desk.record(order, facility, { day, at: at + 70 });
  if (!course.extendedBy) return dueOn;
  const later = addDays(dueOn, course.extendedBy);
  const asked = workingDayFrom(addDays(day, Math.max(1, Math.floor(item.days / 2))));
  const extension = RectificationExtended({
    ...ids(hazard),
    dueOn: later,
    recheckBy: recheckDay(hazard, later),
    reason: '施工材料未到，机构书面申请延期',
    signedBy: desk.roster.pair(department, facility.region, asked)[0],
  });
  desk.record(extension, facility, { day: asked, at: 10 * 60 + 20, began: day });
  return later;
}

function rectified(desk: CityDesk, hazard: Hazard, dueOn: string): string | undefined {
  const { course, facility, day } = hazard;
  if (course.put === 'never') return undefined;
  const late = course.lateBy ?? desk.dice.between(3, 24);
  const span = Math.max(1, daysBetween(day, dueOn));
  const wished = course.put === 'late' ? addDays(dueOn, late) : addDays(day, desk.dice.between(1, span));
  const open = workingDayFrom(wished);
  // Facilities report when offices are open, unless that would make them late.
  const rectifiedOn = course.put === 'late' || open <= dueOn ? open : wished;
  const event = HazardRectified({ ...ids(hazard), rectifiedOn, when: 'later' });
  desk.record(event, facility, { day: rectifiedOn, at: desk.dice.between(9 * 60, 17 * 60), began: day });
  return rectifiedOn;
}

function lookedAgain(desk: CityDesk, hazard: Hazard, days: { dueOn: string; rectifiedOn?: string }): void {
  const { course } = hazard;
  if (course.recheck === 'never') return;
  const recheckBy = recheckDay(hazard, days.dueOn);
  const asSoonAsRight = course.put === 'in-time' && desk.dice.inHundred(60) ? days.rectifiedOn! : days.dueOn;
  const intime = addWorkingDays(
    asSoonAsRight,
    desk.dice.between(1, hazard.item.department === 'FIRE' ? 3 : 6),
  );
  const late = addWorkingDays(recheckBy, course.recheckLateBy ?? desk.dice.between(3, 18));
  const first = course.recheck === 'late' ? late : intime;
  if (verified(desk, hazard, first, days.rectifiedOn) === 'rectified') return;
  if (course.punished) punish(desk, hazard, workingDayFrom(addDays(first, desk.dice.between(9, 26))));
  if (days.rectifiedOn === undefined) return;
  verified(desk, hazard, addWorkingDays(days.rectifiedOn, desk.dice.between(1, 4)), days.rectifiedOn);
}

function verified(desk: CityDesk, hazard: Hazard, day: string, rectifiedOn?: string) {
  const { item, facility } = hazard;
  const outcome = rectifiedOn !== undefined && rectifiedOn < day ? 'rectified' : 'not-rectified';
  const [verifier] = desk.roster.pair(item.department, facility.region, day);
  const event = RectificationVerified({ ...ids(hazard), verifiedOn: day, outcome, verifier });
  const at = desk.dice.between(9 * 60 + 30, 16 * 60 + 30);
  desk.record(event, facility, { day, at, began: hazard.day });
  return outcome;
}
