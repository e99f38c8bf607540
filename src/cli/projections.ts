// npm run projections -- status|parked|rebuild|…     How the read models of an external database stand, and
// what an operator may do to them. Works beside running programs: whoever holds a shard is fenced.
import { beginAnew } from '#kernel';
import { goOnBehind } from '#relay';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { openLog } from '../log.js';
import { takePlace, vaultKeyFile } from '../place.js';
import { engineOf } from '../platform/engine.js';
import { Platform } from '../platform/platform.js';
import { readSettings } from '../settings.js';
import { begin, Misused, tell } from './command.js';
import { parkedTable, statusTable } from './projection-tables.js';

const USAGE = `用法 / usage（数据库取自 DATABASE_URL 等设置 / the database is the one the settings name）:
  npm run projections -- status                   各读模型的位置、积压、持有者 / positions, lag, holders
  npm run projections -- parked                   搁置的事件 / events set aside
  npm run projections -- replay NAME PARTITION    重放搁置的一组 / applies what is parked of one partition
  npm run projections -- rebuild NAME             另建一份，核对后切换 / builds it once more, compares, switches
  npm run projections -- cancel NAME              停止重建 / stops a rebuild
  npm run projections -- resume NAME              继续重建 / goes on with it
  npm run projections -- accept NAME              接受有差异的新建 / shows a build in spite of its differences
  npm run projections -- roll-back NAME           退回前一份 / shows the build before
  npm run projections -- begin-anew               日志迁移引擎之后：从头建 / after the log moved: everything from the first event`;

const of = (name: string | undefined): string => {
  if (name === undefined) throw new Misused(USAGE);
  return name;
};

type Act = (platform: Platform, name?: string, partition?: string) => Promise<string>;
const acts: Readonly<Record<string, Act>> = {
  status: async ({ runner }) => statusTable(await runner.status()),
  parked: ({ pool }) => parkedTable(pool),
  replay: async ({ runner }, name, partition) => {
    const { applied, waiting, failure } = await runner.operations.replayParked(of(name), of(partition));
    return `已应用 ${applied}，仍搁置 ${waiting} / applied ${applied}, still waiting ${waiting}${failure ? `: ${failure}` : ''}`;
  },
  rebuild: async ({ runner }, name) => begun(await runner.operations.rebuild(of(name))),
  cancel: async ({ runner }, name) => done(await runner.operations.cancelRebuild(of(name))),
  resume: async ({ runner }, name) => done(await runner.operations.resumeRebuild(of(name))),
  accept: async ({ runner }, name) => shown(await runner.operations.accept(of(name))),
  'roll-back': async ({ runner }, name) => shown(await runner.operations.rollBack(of(name))),
  'begin-anew': async ({ pool, store }) => {
    await beginAnew(pool);
    await goOnBehind(pool, await store.head());
    return '已清空，启动后从头建 / forgotten: the next start builds from the first event';
  },
};

interface Made {
  readonly name: string;
  readonly build: number;
}
const begun = ({ name, build }: Made) =>
  `${name}：开始建第 ${build} 份，见 status / build ${build} has begun, see status`;
const shown = ({ name, build }: Made) => `${name}：现用第 ${build} 份 / build ${build} is live`;
const done = (_: void) => '已完成 / done';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  if (values.help) return tell(USAGE);
  const [word = '', ...rest] = positionals;
  const act = Object.hasOwn(acts, word) ? acts[word] : undefined;
  if (act === undefined || rest.length > 2) throw new Misused(USAGE);
  const settings = readSettings(process.env);
  if (settings.get('DATABASE_URL') === '')
    throw new Misused(
      '请设置 DATABASE_URL / set DATABASE_URL: the embedded database serves its own program only',
    );
  const place = await takePlace(settings, join(import.meta.dirname, '..', '..', '..'));
  const platform = await Platform.open({
    databaseUrl: place.databaseUrl,
    vaultKeyFile: vaultKeyFile(settings, place),
    openStore: engineOf(settings, place.databaseUrl),
    log: openLog(settings.get('LOG_LEVEL')),
  });
  try {
    return tell(await act(platform, ...rest));
  } finally {
    await platform.close();
  }
}

begin(main, {
  usage: USAGE,
  foreseen: [
    'WrongSettings',
    'StartRefused',
    'NoSuchBuild',
    'BuildMoved',
    'StillRunning',
    'StoreMisconfigured',
    'VaultKeyMissing',
  ],
});
