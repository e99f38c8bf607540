/** One concept of the screens: its words in Chinese, then in English. `{{name}}` is filled in when shown. */
export type Pair = readonly [zh: string, en: string];
export type Pairs = Readonly<Record<string, Readonly<Record<string, Pair>>>>;
export type Language = 'zh' | 'en';

export type OneLanguage<P extends Pairs> = {
  readonly [Area in keyof P]: { readonly [Key in keyof P[Area]]: string };
};

/**
 * The words of one language. A concept without its second word does not compile, so neither language
 * lags.
 */
export function inLanguage<const P extends Pairs>(pairs: P, language: Language): OneLanguage<P> {
  const at = language === 'zh' ? 0 : 1;
  const areas = Object.entries(pairs).map(([area, concepts]) => [
    area,
    Object.fromEntries(Object.entries(concepts).map(([key, pair]) => [key, pair[at]])),
  ]);
  return Object.fromEntries(areas) as OneLanguage<P>;
}
