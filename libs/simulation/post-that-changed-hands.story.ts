import { addDays, workingDayFrom } from '#rulebook';
import { itemOf } from './habits.js';
import type { Tenure } from './official-roll.js';
import { facilityCalled, type Storyline } from './storyline.js';
import { visit } from './visit.js';

export const LEAVING = 'O-0823';
export const FOLLOWING = 'O-0824';
export const POST = 'P-FIRE-371323-head';

/** The day of the hand-over, counted from the city's last day. */
export const handOverDay = (until: string) => workingDayFrom(addDays(until, -76));

/** The two who held the fire desk of Yishui; the names come from the city's name giver. */
export function holdersOfThePost(
  until: string,
  [first, second]: readonly [string, string],
): readonly Tenure[] {
  const to = handOverDay(until);
  return [
    { officialId: LEAVING, name: first, from: workingDayFrom(addDays(until, -1500)), to },
    { officialId: FOLLOWING, name: second, from: workingDayFrom(addDays(to, 1)) },
  ];
}

/**
 * Two orders were signed by one holder and ran out after another had sat down: one was looked at a month
 * late, the other never. What was owed went with the post; both records show it.
 */
export const postThatChangedHands: Storyline = (desk, facilities) => {
  const own = desk.apart('post-that-changed-hands');
  const to = handOverDay(own.chronicle.until);
  const cases = (
    [
      ['F-371323-002', { put: 'in-time', recheck: 'late', recheckLateBy: 21 }, 13],
      ['F-371323-003', { put: 'never', recheck: 'never' }, 12],
    ] as const
  ).map(([facilityId, course, daysBefore]) =>
    visit(own, {
      facility: facilityCalled(facilities, facilityId),
      department: 'FIRE',
      kind: 'special',
      day: workingDayFrom(addDays(to, -daysBefore)),
      again: '-x',
      findings: [{ item: itemOf('FI-13'), course }],
    }),
  );
  return {
    zh: '责令改正到期时岗位已换人，一件迟复查，一件未复查',
    en: 'A post changed hands while orders ran out: one recheck came late, one never',
    facilityId: 'F-371323-002',
    officialId: FOLLOWING,
    cases,
  };
};
