/**
 * Departments the Opinion names, with the codes of the domain handbook §1.0. `DISC` decides on officials
 * (Opinion §13).
 */
export const departments = {
  HC: { zh: '卫生健康', en: 'Health' },
  ASB: { zh: '行政审批', en: 'Administrative approval' },
  FIRE: { zh: '消防救援', en: 'Fire and rescue' },
  MSA: { zh: '市场监管', en: 'Market supervision' },
  PSB: { zh: '公安', en: 'Police' },
  EMB: { zh: '应急管理', en: 'Emergency management' },
  EDU: { zh: '教育', en: 'Education' },
  HRSS: { zh: '人力资源和社会保障', en: 'Human resources' },
  CAB: { zh: '民政', en: 'Civil affairs' },
  NDRC: { zh: '发展改革', en: 'Development and reform' },
  NRP: { zh: '自然资源和规划', en: 'Natural resources and planning' },
  HUD: { zh: '住房和城乡建设', en: 'Housing and construction' },
  TRANS: { zh: '交通运输', en: 'Transport' },
  CUL: { zh: '文化和旅游', en: 'Culture and tourism' },
  FTU: { zh: '总工会', en: 'Trade unions' },
  CYL: { zh: '团市委', en: 'Youth league' },
  WF: { zh: '妇联', en: "Women's federation" },
  FPA: { zh: '计划生育协会', en: 'Family planning association' },
  GOV: { zh: '县区政府', en: 'County government' },
  DZ: { zh: '开发区管委会', en: 'Development zone committee' },
  TOWN: { zh: '乡镇街道', en: 'Township' },
  CDC: { zh: '疾病预防控制中心', en: 'Disease control centre' },
  MCH: { zh: '妇幼保健', en: 'Maternal and child health' },
  HSI: { zh: '卫生监督', en: 'Health supervision' },
  ASSOC: { zh: '托育服务行业协会', en: 'Childcare association' },
  DISC: { zh: '纪检监察', en: 'Discipline inspection' },
} as const;
export type Department = keyof typeof departments;
export const departmentCodes = Object.keys(departments) as [Department, ...Department[]];
