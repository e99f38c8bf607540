import { authorityRefusals } from '#authority';
import { conductRefusals } from '#conduct';
import { inspectionRefusals } from '#inspection';
import { intakeRefusals } from '#intake';
import type { RefusalWords } from '#kernel';
import { readingRefusals } from '#reading';
import { rectificationRefusals } from '#rectification';
import { vaultRefusals } from '#vault';
import { platformRefusals } from './platform.refusals.js';

/** Every room's refusals, merged. A test finds the room that is missing here. */
export const problemWords: RefusalWords = {
  ...platformRefusals,
  ...authorityRefusals,
  ...conductRefusals,
  ...inspectionRefusals,
  ...intakeRefusals,
  ...readingRefusals,
  ...rectificationRefusals,
  ...vaultRefusals,
};

export function wordsOf(code: string): RefusalWords[string] {
  const words = problemWords[code];
  if (words === undefined) throw new Error(`no words for the refusal ${code}`);
  return words;
}
