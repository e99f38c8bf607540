/**
 * Linyi and its 15 parts: 12 districts and counties (GB/T 2260) and the three development-zone committees,
 * whose codes come from
 * the statistical divisions and carry no successor in the newest list (domain handbook §0.2, trap 19).
 * `within` is the parent.
 */
export const regions = {
  '371300': { zh: '临沂市', en: 'Linyi', within: undefined },
  '371302': { zh: '兰山区', en: 'Lanshan', within: '371300' },
  '371311': { zh: '罗庄区', en: 'Luozhuang', within: '371300' },
  '371312': { zh: '河东区', en: 'Hedong', within: '371300' },
  '371321': { zh: '沂南县', en: 'Yinan', within: '371300' },
  '371322': { zh: '郯城县', en: 'Tancheng', within: '371300' },
  '371323': { zh: '沂水县', en: 'Yishui', within: '371300' },
  '371324': { zh: '兰陵县', en: 'Lanling', within: '371300' },
  '371325': { zh: '费县', en: 'Feixian', within: '371300' },
  '371326': { zh: '平邑县', en: 'Pingyi', within: '371300' },
  '371327': { zh: '莒南县', en: 'Junan', within: '371300' },
  '371328': { zh: '蒙阴县', en: 'Mengyin', within: '371300' },
  '371329': { zh: '临沭县', en: 'Linshu', within: '371300' },
  '371371': { zh: '高新区', en: 'High-tech Zone', within: '371300' },
  '371372': { zh: '经开区', en: 'Economic Development Zone', within: '371300' },
  '371373': { zh: '临港区', en: 'Lingang Zone', within: '371300' },
} as const;
export type Region = keyof typeof regions;
export const regionCodes = Object.keys(regions) as [Region, ...Region[]];
export const CITY: Region = '371300';

/** Whether `region` is `scope` or lies within it. Unknown codes lie nowhere. */
export function liesWithin(region: string, scope: string): boolean {
  for (let at: string | undefined = region; at !== undefined; at = regions[at as Region]?.within)
    if (at === scope) return at in regions;
  return false;
}
