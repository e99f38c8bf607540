/**
 * One zh ↔ en pair a concept: the words of code, screens and tests. Sorted by the way of a fact through the
 * house.
 */
export const glossary = {
  facility: { zh: '托育机构', en: 'childcare facility' },
  department: { zh: '部门', en: 'department' },
  region: { zh: '县区', en: 'region' },
  official: { zh: '责任人员', en: 'official' },
  post: { zh: '岗位', en: 'post' },
  event: { zh: '事件', en: 'event' },
  inspection: { zh: '监督检查', en: 'inspection' },
  hazard: { zh: '隐患', en: 'hazard' },
  rectificationOrder: { zh: '责令改正', en: 'rectification order' },
  reinspection: { zh: '复查', en: 're-inspection' },
  measure: { zh: '强制措施', en: 'enforcement measure' },
  penalty: { zh: '行政处罚', en: 'penalty' },
  complaint: { zh: '投诉举报', en: 'complaint' },
  incident: { zh: '事故', en: 'incident' },
  handOver: { zh: '交接', en: 'hand-over' },
  obligation: { zh: '应尽之责', en: 'obligation' },
  timeline: { zh: '合规时间线', en: 'compliance timeline' },
  facilityCard: { zh: '机构卡片', en: 'facility card' },
  record: { zh: '履职记录', en: 'record of duties and acts' },
  occurredAt: { zh: '发生时间', en: 'when it was true' },
  recordedAt: { zh: '知悉时间', en: 'when it became known' },
  position: { zh: '序号', en: 'position' },
  intake: { zh: '数据接收', en: 'intake' },
  rejection: { zh: '退回记录', en: 'rejection' },
  alarm: { zh: '警报', en: 'alarm' },
  contradiction: { zh: '结论矛盾', en: 'contradiction' },
  commitment: { zh: '承诺值', en: 'commitment' },
  vault: { zh: '个人信息库', en: 'vault' },
} as const;
export type Concept = keyof typeof glossary;
