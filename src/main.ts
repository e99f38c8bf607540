import 'reflect-metadata';
import { join } from 'node:path';
import { StartRefused } from './embedded/start-refused.js';
import { openLog } from './log.js';
import type { Program } from './program.js';
import { readSettings, WrongSettings } from './settings.js';

const project = join(import.meta.dirname, '..', '..');
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Sentences for what a person can mend; everything else with its stack. */
function tellFailure(error: unknown): void {
  if (error instanceof WrongSettings)
    say(`设置有误，未启动 / Not started, settings are wrong:\n${error.message}`);
  else if (error instanceof StartRefused || isForAPerson(error))
    say(`未启动 / Not started:\n${error.message}`);
  else say(`程序出错 / The program failed:\n${error instanceof Error ? error.stack : String(error)}`);
}

/** The rooms' own classes are loaded later than this file. */
const isForAPerson = (error: unknown): error is Error =>
  error instanceof Error &&
  ['StoreMisconfigured', 'StoreUnavailable', 'VaultKeyMissing'].includes(error.name);

/** Also a signal that comes during the start is obeyed: as soon as there is something to stop. */
function stopOnSignals(starting: Promise<Program>): void {
  let stopping = false;
  const stop = (why: string, code: number) => {
    if (stopping) return;
    stopping = true;
    say(`${why}：正在停止… / stopping …`);
    starting
      .then((program) => program.stop())
      .then(() => say('已停止 / stopped'))
      .then(
        () => process.exit(code),
        () => process.exit(1), // the failure of a start is told where it is awaited
      );
  };
  process.on('SIGINT', () => stop('SIGINT', 0));
  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('uncaughtException', (error) => {
    tellFailure(error);
    stop('意外错误 / unexpected error', 1);
  });
}

function tellCrash(how: string): never {
  say(`内置数据库意外退出（${how}），程序停止；日志见数据目录中的 postgres.log，重新启动即可恢复`);
  say(
    `The embedded database ended by itself (${how}), so the program stops; see postgres.log in the data folder`,
  );
  process.exit(1);
}

try {
  const settings = readSettings(process.env);
  const log = openLog(settings.get('LOG_LEVEL'));
  // Only now, so that a wrong setting is told at once and not after everything was loaded.
  const [{ Program }, { startPage }] = await Promise.all([import('./program.js'), import('./start-page.js')]);
  const starting = Program.start({ settings, log, project, say, onCrash: tellCrash });
  stopOnSignals(starting);
  const { url, place } = await starting;
  const demo = settings.get('ISSUER_URL') === '';
  process.stdout.write(
    `${startPage({ url, place, demo, seconds: process.uptime(), roles: settings.get('ROLES') })}\n`,
  );
} catch (error) {
  tellFailure(error);
  process.exit(1);
}
