import calendar from 'chinese-days/dist/chinese-days.json';
import { workingDaysBetween } from './working-days';

/**
 * Working days by which something was late: after the day due, through the day it was done, or through
 * today.
 */
export const workingDaysLate = (dueOn: string, doneAt: string | null, today: number) =>
  workingDaysBetween(calendar, dueOn, doneAt === null ? today : Date.parse(doneAt));
