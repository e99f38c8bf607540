import { CITY, departmentCodes, departments, type Department } from '#contracts';
import type { Role } from './authority.words.js';
import type { Caller } from './caller.powers.js';

/** Beginnings of account names, where the department's code would not say it. */
const shortNames: Partial<Record<Department, string>> = {
  HC: 'health',
  ASB: 'approval',
  FIRE: 'fire',
  MSA: 'market',
  PSB: 'police',
  EMB: 'emergency',
  EDU: 'education',
  CAB: 'civil-affairs',
  HRSS: 'human-resources',
  HUD: 'housing',
  TRANS: 'transport',
  TOWN: 'township',
};
export const shortNameOf = (department: Department) => shortNames[department] ?? department.toLowerCase();

const LANSHAN = '371302';
type Person = readonly [account: string, zh: string, en: string, role: Role, department: Department];
const as = (region: Caller['region']) => (person: Person) => {
  const [account, zh, en, role, department] = person;
  return { account, name: { zh, en }, role, department, region };
};
const withRecord = (caller: Caller): Caller => ({
  ...caller,
  official: `O-${caller.account}`,
});

/**
 * All names are invented. Officers and heads also stand in the demonstration city as officials of the same
 * id.
 */
const officers = (
  [
    ['fire-inspector-lanshan', '宋若川', 'Song Ruochuan', 'inspector', 'FIRE'],
    ['market-inspector-lanshan', '孟知遥', 'Meng Zhiyao', 'inspector', 'MSA'],
    ['police-inspector-lanshan', '段行野', 'Duan Xingye', 'inspector', 'PSB'],
    ['health-inspector-lanshan', '傅清和', 'Fu Qinghe', 'inspector', 'HC'],
    ['emergency-inspector-lanshan', '邵临风', 'Shao Linfeng', 'inspector', 'EMB'],
    ['education-inspector-lanshan', '温以宁', 'Wen Yining', 'inspector', 'EDU'],
    ['civil-affairs-inspector-lanshan', '阮长青', 'Ruan Changqing', 'inspector', 'CAB'],
    ['fire-lead-lanshan', '贺远山', 'He Yuanshan', 'lead', 'FIRE'],
    ['market-lead-lanshan', '陆怀瑾', 'Lu Huaijin', 'lead', 'MSA'],
  ] as const
)
  .map(as(LANSHAN))
  .map(withRecord);
const clerks = (
  [
    ['fire-clerk-lanshan', '季小满', 'Ji Xiaoman', 'clerk', 'FIRE'],
    ['market-clerk-lanshan', '丁芒夏', 'Ding Mangxia', 'clerk', 'MSA'],
    ['approval-clerk-lanshan', '尤白露', 'You Bailu', 'clerk', 'ASB'],
  ] as const
).map(as(LANSHAN));
const ofTheCity = (
  [
    ['fire-clerk-city', '舒立冬', 'Shu Lidong', 'clerk', 'FIRE'],
    ['health-coordinator', '顾明序', 'Gu Mingxu', 'coordinator', 'HC'],
    ['auditor', '严正言', 'Yan Zhengyan', 'auditor', 'DISC'],
    ['dashboard', '梅望舒', 'Mei Wangshu', 'dashboard', 'GOV'],
    ['operator', '程守夜', 'Cheng Shouye', 'operator', 'HC'],
  ] as const
).map(as(CITY));

/** Every department that sends facts; discipline inspection decides on officials and sends none. */
const systems = departmentCodes
  .filter((code) => code !== 'DISC')
  .map((department) => {
    const { zh, en } = departments[department];
    const account = `${shortNameOf(department)}-system`;
    return as(CITY)([account, `${zh}业务系统`, `${en} system`, 'system', department]);
  });

/** The accounts of the built-in issuer: no passwords, demonstration only. */
export const demoAccounts: readonly Caller[] = [...officers, ...clerks, ...ofTheCity, ...systems];
