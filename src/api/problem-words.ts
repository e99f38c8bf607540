import { authorityRefusals } from '#authority';
import { intakeRefusals } from '#intake';
import type { RefusalWords } from '#kernel';
import { readingRefusals } from '#reading';
import { vaultRefusals } from '#vault';
import { platformRefusals } from './platform.refusals.js';

/** Every room's refusals, merged. A test finds the room that is missing here. */
export const problemWords: RefusalWords = {
  ...platformRefusals,
  ...authorityRefusals,
  ...intakeRefusals,
  ...readingRefusals,
  ...vaultRefusals,
};

export function wordsOf(code: string): RefusalWords[string] {
  const words = problemWords[code];
  if (words === undefined) throw new Error(`no words for the refusal ${code}`);
  return words;
}
