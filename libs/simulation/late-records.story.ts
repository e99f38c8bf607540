import { addDays, workingDayFrom } from '#rulebook';
import type { HeldBack } from './chronicle.js';
import type { Storyline } from './storyline.js';

/** The police of Tancheng send a month's records on one day, three weeks after its end. */
export function monthHeldBack(until: string): HeldBack {
  const from = addDays(until, -190);
  const to = addDays(from, 45);
  return { department: 'PSB', region: '371322', from, to, toldOn: workingDayFrom(addDays(to, 21)) };
}

export const lateRecords: Storyline = () => ({
  zh: '郯城公安一个多月的记录一次性补报，发生时间与记录时间相差数周',
  en: 'Six weeks of police records from Tancheng arrive on one day: what happened and what was known differ',
});

/** Education sends nothing more: its last weeks are silence, not a clean record. */
export const silenceBegins = (until: string) => addDays(until, -41);

export const silentSource: Storyline = () => ({
  zh: '教育部门近六周没有任何记录',
  en: 'Education has sent nothing for six weeks',
});
