import { codeWords } from '#contracts';

/** An open hazard that asks for somebody, with the working days it is over its day (0: not yet). */
export interface Waiting {
  readonly gravity: 'minor' | 'serious' | 'grave';
  readonly finding: string;
  readonly dueOn: string | null;
  /** The facility says it is right; nobody has looked yet. */
  readonly claimed: boolean;
  readonly workingDaysOver: number;
  readonly workingDaysLeft: number;
}

export const severityOf = { grave: 'grave', serious: 'bad', minor: 'minor' } as const;

/** The sentence on the start page. Days are working days, and say so. */
export function attentionSentence(waiting: Waiting) {
  const { gravity, finding, dueOn, workingDaysOver, workingDaysLeft } = waiting;
  const grade = codeWords.gravity[gravity];
  if (waiting.claimed)
    return {
      zh: `${grade.zh}隐患机构称已整改，待复查：${finding}`,
      en: `${grade.en} hazard said to be put right, to be looked at again: ${finding}`,
    };
  if (dueOn === null)
    return {
      zh: `${grade.zh}隐患未整改，也未定期限：${finding}`,
      en: `${grade.en} hazard still open, and no day set: ${finding}`,
    };
  if (workingDaysOver > 0)
    return {
      zh: `${grade.zh}隐患逾期 ${workingDaysOver} 个工作日未整改：${finding}`,
      en: `${grade.en} hazard ${workingDaysOver} working ${days(workingDaysOver)} overdue: ${finding}`,
    };
  return {
    zh: `${grade.zh}隐患还剩 ${workingDaysLeft} 个工作日：${finding}`,
    en: `${grade.en} hazard due in ${workingDaysLeft} working ${days(workingDaysLeft)}: ${finding}`,
  };
}
const days = (count: number) => (count === 1 ? 'day' : 'days');
