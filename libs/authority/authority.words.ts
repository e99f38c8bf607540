/** Who somebody is to the platform. One role an account; a person with two duties has two accounts. */
export const roles = {
  inspector: { zh: '检查员', en: 'Inspector' },
  clerk: { zh: '数据专员', en: 'Intake clerk' },
  lead: { zh: '部门负责人', en: 'Department head' },
  coordinator: { zh: '综合协调员', en: 'Coordinator' },
  auditor: { zh: '监督审计员', en: 'Oversight auditor' },
  dashboard: { zh: '看板用户', en: 'Dashboard viewer' },
  system: { zh: '部门业务系统', en: "Department's system" },
  operator: { zh: '运维人员', en: 'Platform operator' },
} as const;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/**
 * Everything an endpoint may ask for. A closed list: a new endpoint takes one of these or argues for
 * another.
 */
export const permissions = {
  'facility/read': { zh: '查看机构', en: 'Read facilities' },
  'timeline/read': { zh: '查看合规时间线', en: 'Read timelines' },
  'event/read': { zh: '查看事件', en: 'Read events' },
  'official/read': { zh: '查看履职档案', en: "Read officials' records" },
  'figures/read': { zh: '查看统计', en: 'Read figures' },
  'intake/read': { zh: '查看接入情况', en: 'Read the intake' },
  'intake/send': { zh: '报送数据', en: 'Send records' },
  'intake/repair': { zh: '修正退回数据', en: 'Repair rejected records' },
  'inspection/conduct': { zh: '开展检查', en: 'Conduct inspections' },
  'rectification/conduct': { zh: '督促整改', en: 'Conduct rectifications' },
  'personal/open': { zh: '查看个人信息', en: 'See personal data' },
  'personal/erase': { zh: '删除个人信息', en: 'Erase personal data' },
  'platform/operate': { zh: '运行维护', en: 'Operate the platform' },
} as const;
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];
