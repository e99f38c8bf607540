import { contractBook, departments, regions } from '#contracts';
import type { Fault } from '#kernel';
import { intakeRefusals, type IntakeRefusal } from './intake.refusals.js';
import type { ProblemWords } from './record.js';

type Language = 'zh' | 'en';
type Names = Readonly<Record<string, Readonly<Record<Language, string>> | undefined>>;

const departmentsAndRegions: Names = { ...departments, ...regions };
/** Facts that are codes of these. */
const coded: ReadonlySet<string> = new Set(['own', 'department', 'region', 'said', 'stands']);
const namesOf = (fact: string, code: string) => {
  if (fact === 'type') return contractBook.find(code);
  return coded.has(fact) ? departmentsAndRegions[code] : undefined;
};

/** A code with its name before it, since whoever repairs the record may know only one of the two. */
function shown(fact: string, value: string, language: Language): string {
  const name = namesOf(fact, value)?.[language];
  if (name === undefined) return value;
  return language === 'zh' ? `${name}（${value}）` : `${name} (${value})`;
}

/** A refusal in both languages, its facts filled in. */
export function worded({ code, facts }: IntakeRefusal, errors?: readonly Fault[]): ProblemWords {
  const refusal = intakeRefusals[code];
  const filled = (language: Language) =>
    refusal[language].replace(/\{(\w+)\}/g, (gap, fact: string) => {
      const value = facts[fact];
      return value === undefined ? gap : shown(fact, value, language);
    });
  const words = { code, zh: filled('zh'), en: filled('en') };
  return errors && errors.length > 0 ? { ...words, errors } : words;
}
