import { demoAccounts, roles } from '#authority';
import { departments, regions } from '#contracts';
import type { Place } from './place.js';
import { roles as everyRole, type Role } from './settings-declared.js';

export interface PageFacts {
  readonly url: string;
  readonly place: Place;
  readonly demo: boolean;
  readonly seconds: number;
  readonly roles: readonly Role[];
}

/** Accounts worth trying first; the sign-in page lists them all. */
const shown = ['fire-inspector-lanshan', 'market-clerk-lanshan', 'health-coordinator', 'auditor'];
const LINE = '─'.repeat(78);

/** The one page a newcomer reads: where to look, who to be, where the data lies. */
export function startPage({ url, place, demo, seconds, roles: played }: PageFacts): string {
  const shows = played.includes('api');
  return [
    LINE,
    `幼安 You'an   已启动 / started (${seconds.toFixed(1)} s, Node ${process.versions.node})`,
    '',
    ...(shows ? [row('控制台', 'Console', `${url}/`), row('接口文档', 'API pages', `${url}/docs`)] : []),
    row('健康检查', 'Health', `${url}/health/ready`),
    ...(played.length < everyRole.length ? [row('承担的角色', 'Roles', played.join())] : []),
    '',
    ...(shows ? signIn(demo) : []),
    '',
    ...dataLines(place),
    '',
    '  按 Ctrl-C 停止 / Ctrl-C stops everything',
    LINE,
  ].join('\n');
}

const signIn = (demo: boolean) =>
  demo ? accounts() : ['  登录由 ISSUER_URL 负责 / Sign-in is the issuer’s (ISSUER_URL)'];

const row = (zh: string, en: string, value: string) => `  ${zh} / ${en}: ${value}`;

function accounts(): string[] {
  const lines = demoAccounts
    .filter(({ account }) => shown.includes(account))
    .map(({ account, name, role, department, region }) => {
      const [r, d, g] = [roles[role], departments[department], regions[region]];
      return `    ${account.padEnd(24)} ${name.zh}，${g.zh}${d.zh}${r.zh} / ${r.en}, ${d.en}, ${g.en}`;
    });
  return [
    `  演示账号（无口令，共 ${demoAccounts.length} 个）/ Demo accounts (no password, ${demoAccounts.length} in all):`,
    ...lines,
  ];
}

function dataLines({ dataFolder, elsewhere, embedded, tookOver }: Place): string[] {
  return [
    row('数据目录', 'Data folder', dataFolder),
    ...(embedded ? [] : ['  数据库：外部（DATABASE_URL）/ Database: external (DATABASE_URL)']),
    ...(elsewhere
      ? [
          '  项目目录不对其他用户开放，数据库用户 postgres 无法进入，故数据放在上述位置（可用 DATA_DIR 指定）',
          '  The project folder is closed to other users and so to the database’s account postgres,',
          '  which is why the data lies there (DATA_DIR chooses another place)',
        ]
      : []),
    ...(tookOver
      ? [
          '  上次未正常停止，遗留的数据库已安全关闭 / The last run was killed; its database was stopped safely',
        ]
      : []),
  ];
}
