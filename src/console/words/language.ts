import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { words } from '.';
import { inLanguage } from './pairs';
import type { Language, OneLanguage } from './pairs';

const KEPT_AS = 'youan.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: { console: OneLanguage<typeof words> };
  }
}

/** Chinese unless this reader chose English before. */
export async function startLanguage(): Promise<void> {
  const language: Language = localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'zh';
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'console',
    resources: { zh: { console: inLanguage(words, 'zh') }, en: { console: inLanguage(words, 'en') } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export function speak(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  void i18next.changeLanguage(language);
}
