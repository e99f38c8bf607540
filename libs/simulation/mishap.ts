import { IncidentClosed, IncidentReported } from '#contracts';
import { addDays, addWorkingDays, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';

const mishaps = [
  ['injury', '幼儿在活动区跌倒，额部擦伤，机构已送医处理'],
  ['injury', '户外活动时幼儿手指被门夹伤，已就医'],
  ['infectious-disease', '同班三名幼儿先后出现手足口病症状，班级停托消毒'],
  ['infectious-disease', '多名幼儿腹泻，疾控机构已到场采样'],
  ['other', '突发停水，机构临时停托半日'],
] as const;

/** Small mishaps, reported, looked into and closed. */
export function mishap(desk: CityDesk, facility: Facility): void {
  const { facilityId } = facility.registration;
  const { dice, chronicle } = desk.apart(`mishap/${facilityId}`);
  if (!dice.inHundred(17) || facility.closedOn) return;
  const happenedOn = workingDayFrom(addDays(chronicle.since, dice.between(120, 540)));
  if (happenedOn < addDays(facility.registration.registeredOn, 40)) return;
  const [kind, summary] = dice.pick(mishaps);
  const about = { incidentId: `inc-${facilityId.slice(2)}-1`, facilityId, department: 'HC' as const };
  const counts = { dead: 0, injured: kind === 'injury' ? 1 : kind === 'other' ? 0 : 3 };
  const reported = IncidentReported({ ...about, kind, gravity: 'minor', happenedOn, ...counts, summary });
  desk.record(reported, facility, { day: happenedOn, at: dice.between(10 * 60, 17 * 60) });
  const closedOn = addWorkingDays(happenedOn, dice.between(4, 15));
  const documentNo = desk.document('incident', { department: 'HC', region: facility.region, day: closedOn });
  desk.record(IncidentClosed({ ...about, closedOn, documentNo }), facility, { day: closedOn, at: 11 * 60 });
}
