import { addDays, workingDayFrom } from '#rulebook';
import type { HeldBack } from './chronicle.js';
import { itemOf } from './habits.js';
import type { Storyline } from './storyline.js';
import { visit } from './visit.js';

const TANCHENG = '371322';

/** The police of Tancheng send a month's records and more on one day, three weeks after its end. */
export function monthHeldBack(until: string): HeldBack {
  const from = addDays(until, -190);
  const to = addDays(from, 45);
  return { department: 'PSB', region: TANCHENG, from, to, toldOn: workingDayFrom(addDays(to, 21)) };
}

/** A special inspection of every facility there fell into the month whose records lay in a drawer. */
export const lateRecords: Storyline = (desk, facilities) => {
  const own = desk.apart('late-records');
  const { from } = monthHeldBack(own.chronicle.until);
  const here = [...facilities.values()].filter(({ region }) => region === TANCHENG);
  const cases = here.map((facility, turn) =>
    visit(own, {
      facility,
      department: 'PSB',
      kind: 'special',
      again: '-x',
      day: workingDayFrom(addDays(from, 9 + turn)),
      findings: [{ item: itemOf(turn % 2 === 0 ? 'PS-08' : 'PS-14'), course: { put: 'in-time' } }],
    }),
  );
  return {
    zh: '郯城公安一个多月的记录一次性补报，发生时间与记录时间相差数周',
    en: 'Six weeks of police records from Tancheng arrive on one day: what happened and what was known differ',
    cases,
  };
};

/** Education sends nothing more: its last weeks are silence, not a clean record. */
export const silenceBegins = (until: string) => addDays(until, -41);

export const silentSource: Storyline = () => ({
  zh: '教育部门近六周没有任何记录',
  en: 'Education has sent nothing for six weeks',
});
