import { useTranslation } from 'react-i18next';
import { appWords } from './app.words';
import { facilityWords } from './facility.words';
import { intakeWords } from './intake.words';
import { officialWords } from './official.words';
import { listWords } from './list.words';
import type { Language } from './pairs';
import { startWords } from './start.words';
import { timelineWords } from './timeline.words';

export const words = {
  ...appWords,
  ...facilityWords,
  ...timelineWords,
  ...officialWords,
  ...intakeWords,
  ...startWords,
  ...listWords,
} as const;

/** Words that come from the platform in both languages. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

export function useWords() {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  return { t, language, pick: (both: Both) => both[language] };
}
