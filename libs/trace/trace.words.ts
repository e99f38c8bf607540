/**
 * The read models by the readers' own words. A projection that is not here is shown by its name, and a test
 * says so.
 */
export const readModelWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  timeline: { zh: '合规时间线', en: 'Compliance timeline' },
  facility_card: { zh: '机构卡片', en: 'Facility card' },
  hazard: { zh: '隐患台账', en: 'Hazard register' },
  tenure: { zh: '任职', en: 'Posts held' },
  act: { zh: '履职行为', en: 'Acts done' },
  obligation: { zh: '应尽之责', en: 'Obligations' },
  record: { zh: '履职记录', en: 'Record of duties and acts' },
};
export const wordsOf = (readModel: string) => readModelWords[readModel] ?? { zh: readModel, en: readModel };

/** What stands in place of a person's value. */
export const WITHHELD = 'withheld';
export const ERASED = 'erased';
