import type { Department, Region } from '#contracts';

const seats: Record<Region, string> = {
  '371300': '临',
  '371302': '临兰',
  '371311': '临罗',
  '371312': '临河',
  '371321': '沂南',
  '371322': '郯',
  '371323': '沂水',
  '371324': '兰陵',
  '371325': '费',
  '371326': '平',
  '371327': '莒南',
  '371328': '蒙',
  '371329': '沭',
  '371371': '临高',
  '371372': '临经',
  '371373': '临港',
};
const organs: Partial<Record<Department, string>> = {
  FIRE: '消',
  MSA: '市监',
  PSB: '公',
  HC: '卫',
  ASB: '审批',
  EMB: '应急',
  EDU: '教',
  CAB: '民',
  GOV: '政',
  DZ: '管',
};
const kinds = {
  order: '责改字',
  measure: '强字',
  penalty: '罚字',
  incident: '事字',
  post: '任字',
} as const;
export type DocumentKind = keyof typeof kinds;

/** Stands for the running number until the whole year is known. */
export const RUNNING_NUMBER = '{n}';

/** `机关代字〔年〕顺序号` (domain handbook §5.4); the number is given when all documents are in order. */
export function documentOf(
  kind: DocumentKind,
  { department, region, day }: { department: Department; region: Region; day: string },
): string {
  return `${seats[region]}${organs[department] ?? '综'}${kinds[kind]}〔${day.slice(0, 4)}〕第${RUNNING_NUMBER}号`;
}

/** 备案编号, invented form: region, year and a running number. */
export const filingNumberOf = (region: Region, day: string) =>
  `TY${region}-${day.slice(0, 4)}-${RUNNING_NUMBER}`;
