import type { Department } from '#contracts';
import { addDays, daysBetween, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';
import { howMuchIsFound, usualCourse, weakSpots } from './habits.js';
import { visit } from './visit.js';

/** Visits within eighteen months, by what the yearly plans foresee for the form. */
function plannedVisits({
  registration: { form, registrationType },
}: Facility): readonly [Department, number][] {
  const planned: [Department, number][] = [
    ['FIRE', form === 'home' ? 2 : 3],
    ['MSA', form === 'home' ? 1 : 3],
    ['PSB', 3],
    ['HC', form === 'home' ? 3 : 4],
  ];
  if (form !== 'home') planned.push(['EMB', 1]);
  if (form === 'kindergarten') planned.push(['EDU', 4]);
  if (registrationType === 'social-service') planned.push(['CAB', 2]);
  return planned;
}

const bases = ['年度检查计划', '“双随机、一公开”抽查', '季节性专项检查'] as const;
const kinds = ['routine', 'routine', 'special'] as const;

/** Months beyond the last day are planned too: what is assigned then and not yet done is today's work. */
const PLANNED_BEYOND = 45;

/** What a storyline tells instead: a department in a region, or a facility altogether. */
export interface ToldElsewhere {
  readonly desks: ReadonlySet<string>;
  readonly facilities: ReadonlySet<string>;
  /** Departments that fall silent, and since when. */
  readonly silentSince: ReadonlyMap<Department, string>;
}

/** A facility's routine inspections by every department that plans them, in the rhythm of the plans. */
export function roundOfInspections(desk: CityDesk, facility: Facility, elsewhere: ToldElsewhere): void {
  const { facilityId, registeredOn } = facility.registration;
  if (elsewhere.facilities.has(facilityId)) return;
  for (const [department, times] of plannedVisits(facility)) {
    const own = desk.apart(`${facilityId}/${department}`);
    const { since, until } = desk.chronicle;
    const interval = Math.floor((daysBetween(since, until) + PLANNED_BEYOND) / times);
    const spots = weakSpots(own.dice, department);
    for (let time = 0; time < times; time += 1) {
      const day = workingDayFrom(addDays(since, time * interval + own.dice.between(4, interval - 4)));
      const opened = addDays(registeredOn, 20);
      if (day < opened || (facility.closedOn && day >= facility.closedOn)) continue;
      if (day >= (elsewhere.silentSince.get(department) ?? '9999')) continue;
      if (elsewhere.desks.has(`${department}/${facility.region}`)) continue;
      plannedVisit(own, { facility, department, day, spots });
    }
  }
}

interface Planned {
  readonly facility: Facility;
  readonly department: Department;
  readonly day: string;
  readonly spots: ReturnType<typeof weakSpots>;
}

function plannedVisit(desk: CityDesk, { facility, department, day, spots }: Planned): void {
  const { dice } = desk;
  const turn = dice.between(0, 2);
  const found = dice.some(spots, howMuchIsFound(dice, facility.temper));
  const findings = found.map((item) => ({ item, course: usualCourse(dice, facility.temper, item) }));
  const on = workingDayFrom(addDays(day, -dice.between(8, 30)));
  const slack = dice.inHundred(94) ? dice.between(1, 20) : -dice.between(2, 9);
  const dueOn = workingDayFrom(addDays(day, slack));
  const assigned =
    on < day && on < dueOn && dice.inHundred(70) ? { assigned: { on, dueOn, basis: bases[turn]! } } : {};
  visit(desk, { facility, department, day, findings, kind: kinds[turn]!, ...assigned });
}
