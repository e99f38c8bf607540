import type { Department } from '#contracts';
import { civilChecklist } from '#civil';
import { educationChecklist } from '#education';
import { emergencyChecklist } from '#emergency';
import { fireChecklist } from '#fire';
import { healthChecklist } from '#health';
import { marketChecklist } from '#market';
import { policeChecklist } from '#police';
import type { ChecklistItem } from '#rulebook';
import type { Dice } from './dice.js';
import type { Temper } from './facility-roll.js';
import type { Course } from './course.js';

const checklists: Partial<Record<Department, readonly ChecklistItem[]>> = {
  FIRE: fireChecklist,
  MSA: marketChecklist,
  PSB: policeChecklist,
  HC: healthChecklist,
  EMB: emergencyChecklist,
  EDU: educationChecklist,
  CAB: civilChecklist,
};

/** A row of a department's checklist, by its code. */
export function itemOf(code: string): ChecklistItem {
  const item = Object.values(checklists).flatMap((list) => list.find((row) => row.code === code) ?? [])[0];
  if (item === undefined) throw new Error(`no checklist has ${code}`);
  return item;
}

/**
 * What happens only where a storyline says so: harm to children, hidden accidents, refusal, ruined
 * evidence.
 */
const exceptional = new Set(
  ['HC-01', 'HC-20', 'HC-21', 'HC-22', 'HC-42', 'MK-01', 'MK-09', 'MK-10', 'MK-18', 'MK-20', 'MK-21'].concat([
    'PS-12',
    'PS-18',
    'FI-01',
    'FI-02',
    'FI-03',
    'FI-09',
    'FI-30',
    'EM-06',
    'EM-07',
    'EM-10',
    'EM-17',
    'CA-01',
  ]),
);
const weight = { minor: 5, serious: 3, grave: 1 } as const;

/**
 * Each facility has its weak spots: what was wrong once is often wrong again, and shows as a repeat
 * offence.
 */
export function weakSpots(dice: Dice, department: Department): ChecklistItem[] {
  const usual = (checklists[department] ?? []).filter(({ code }) => !exceptional.has(code));
  const tickets = usual.flatMap((item) => Array.from({ length: weight[item.gravity] }, () => item));
  return [...new Set(dice.some(tickets, 9))];
}

const findings: Record<Temper, readonly number[]> = {
  exemplary: [0, 0, 0, 1, 1],
  ordinary: [0, 0, 1, 1, 2],
  careless: [1, 1, 2, 2, 3],
};
/** How many things an inspection finds. */
export const howMuchIsFound = (dice: Dice, temper: Temper) => dice.pick(findings[temper]);

/** On the spot, in time, late; the rest very late, and a few small things never. */
const putRight: Record<Temper, readonly [number, number, number]> = {
  exemplary: [33, 95, 100],
  ordinary: [25, 77, 94],
  careless: [15, 52, 82],
};

/** What becomes of a hazard in a facility of this temper, before a department of usual diligence. */
export function usualCourse(dice: Dice, temper: Temper, item: ChecklistItem): Course {
  const { gravity } = item;
  const looks = dice.between(1, 100);
  const settled = howPutRight(dice, temper, item);
  const sealed = dice.inHundred(gravity === 'grave' ? 75 : 7) && gravity !== 'minor';
  return {
    ...settled,
    recheck: looks <= 91 ? 'in-time' : looks <= 97 ? 'late' : 'never',
    ordered: gravity !== 'minor' || dice.inHundred(70),
    ...(settled.put === 'late' && dice.inHundred(30) ? { extendedBy: 7 } : {}),
    ...(sealed && settled.put !== 'on-the-spot' ? { sealed: true } : {}),
    ...(dice.inHundred(gravity === 'minor' ? 25 : 60)
      ? { punished: gravity === 'grave' || dice.inHundred(40) ? ('fine' as const) : ('warning' as const) }
      : {}),
  };
}

function howPutRight(
  dice: Dice,
  temper: Temper,
  { gravity, days }: ChecklistItem,
): Pick<Course, 'put' | 'lateBy'> {
  const [spot, inTime, late] = putRight[temper];
  const throws = dice.between(1, 100);
  const atOnce = days === 0 ? 80 : gravity === 'minor' ? spot + 15 : spot;
  if (throws <= atOnce) return { put: 'on-the-spot' };
  if (throws <= inTime) return { put: 'in-time' };
  if (throws <= late || gravity === 'grave') return { put: 'late', lateBy: dice.between(3, 24) };
  const forgotten = gravity === 'minor' && dice.inHundred(25);
  return forgotten ? { put: 'never' } : { put: 'late', lateBy: dice.between(25, 75) };
}
