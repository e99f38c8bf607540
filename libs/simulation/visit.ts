import { HazardFound, InspectionAssigned, InspectionClosed, InspectionOpened } from '#contracts';
import type { Department, Officer, PublishedEvent } from '#contracts';
import type { DataOf } from '#kernel';
import { addDays, type ChecklistItem } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';
import type { Course } from './course.js';
import { runCourse } from './hazard-course.js';

/** What was found and what became of it. */
export interface Finding {
  readonly item: ChecklistItem;
  readonly course: Course;
}

export interface Visit {
  readonly facility: Facility;
  readonly department: Department;
  readonly day: string;
  readonly kind?: DataOf<PublishedEvent, 'InspectionOpened'>['kind'];
  readonly findings?: readonly Finding[];
  /** When the visit was owed: given out on a day, to be done by another. */
  readonly assigned?: { readonly on: string; readonly dueOn: string; readonly basis: string };
  /** Distinguishes a second visit of one department on one day. */
  readonly again?: string;
}

/** `insp-fire-371302-001-20251103`: readable, and the same each time the city is made. */
export const inspectionIdOf = ({ department, facility, day, again = '' }: Visit) =>
  `insp-${department.toLowerCase()}-${facility.registration.facilityId.slice(2)}-${day.replaceAll('-', '')}${again}`;

/** One inspection from assignment to closing, with the course of everything it found. Answers its id. */
export function visit(desk: CityDesk, seen: Visit): string {
  const { facility, department, day, findings = [], kind = 'routine', assigned } = seen;
  const inspectionId = inspectionIdOf(seen);
  const about = { inspectionId, facilityId: facility.registration.facilityId, department };
  const officers = desk.roster.pair(department, facility.region, day);
  const begin = desk.dice.between(9 * 60, 15 * 60 + 30);
  if (assigned) assign(desk, seen, about);
  desk.record(InspectionOpened({ ...about, kind, officers }), facility, { day, at: begin });
  let at = begin;
  findings.forEach((finding, number) => {
    at += desk.dice.between(6, 18);
    const hazardId = `${inspectionId.replace('insp', 'haz')}-${number + 1}`;
    found(desk, { seen, about, hazardId, finding, at });
  });
  const bad = findings.some(({ item, course }) => item.gravity !== 'minor' && course.put !== 'on-the-spot');
  const closed = InspectionClosed({ ...about, verdict: bad ? 'failed' : 'passed', lead: officers[0] });
  desk.record(closed, facility, { day, at: at + desk.dice.between(12, 40) });
  return inspectionId;
}

type About = Pick<DataOf<PublishedEvent, 'InspectionOpened'>, 'inspectionId' | 'facilityId' | 'department'>;

function assign(desk: CityDesk, { facility, department, assigned }: Visit, about: About): void {
  const { on, dueOn, basis } = assigned!;
  const assignee: Officer = desk.roster.pair(department, facility.region, on)[0];
  const event = InspectionAssigned({ ...about, assignee, assignedOn: on, dueOn, basis });
  desk.record(event, facility, { day: on, at: 8 * 60 + 40 });
}

interface Found {
  readonly seen: Visit;
  readonly about: About;
  readonly hazardId: string;
  readonly finding: Finding;
  readonly at: number;
}

function found(desk: CityDesk, { seen, about, hazardId, finding, at }: Found): void {
  const { item, course } = finding;
  const { facility, day } = seen;
  const dueOn = addDays(day, Math.max(1, item.days));
  const { gravity, clause } = item;
  const rectifyBy = course.put === 'on-the-spot' ? day : dueOn;
  const event = HazardFound({ ...about, hazardId, gravity, clause, finding: item.zh, rectifyBy });
  desk.record(event, facility, { day, at });
  runCourse(desk, { hazardId, facility, item, course, day, dueOn, at });
}
