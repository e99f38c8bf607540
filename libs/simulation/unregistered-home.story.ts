import { addDays, workingDayFrom } from '#rulebook';
import type { Facility } from './facility-roll.js';
import { itemOf } from './habits.js';
import { complain } from './public-voice.js';
import type { Storyline } from './storyline.js';
import { visit } from './visit.js';

export const UNREGISTERED = 'F-371324-X01';

/**
 * Somebody cares for children and nobody registered them: what a department says about it is a fact all
 * the same.
 */
export const unregisteredHome: Storyline = (desk) => {
  const own = desk.apart('unregistered');
  const day = workingDayFrom(addDays(own.chronicle.until, -38));
  const facility: Facility = {
    registration: { facilityId: UNREGISTERED } as Facility['registration'],
    region: '371324',
    temper: 'careless',
  };
  complain(own, { facility, topic: 'care', day: addDays(day, -6), answeredAfter: 5 });
  const findings = [
    { item: itemOf('HC-01'), course: { put: 'never', recheck: 'in-time', sealed: true } },
  ] as const;
  const cases = [visit(own, { facility, department: 'HC', day, kind: 'complaint', findings })];
  return {
    zh: '兰陵县一处未登记的托育点被投诉查实',
    en: 'An unregistered childcare home in Lanling, found after a complaint',
    facilityId: UNREGISTERED,
    cases,
  };
};
