import type { Fault } from '#kernel';
import { intakeRefusals, type IntakeRefusal } from './intake.refusals.js';
import type { ProblemWords } from './record.js';

const filled = (sentence: string, facts: Readonly<Record<string, string>>) =>
  sentence.replace(/\{(\w+)\}/g, (gap, name: string) => facts[name] ?? gap);

/** A refusal in both languages, its facts filled in. */
export function worded({ code, facts }: IntakeRefusal, errors?: readonly Fault[]): ProblemWords {
  const { zh, en } = intakeRefusals[code];
  const words = { code, zh: filled(zh, facts), en: filled(en, facts) };
  return errors && errors.length > 0 ? { ...words, errors } : words;
}
