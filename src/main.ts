import 'reflect-metadata';
import { join } from 'node:path';
import { StartRefused } from './embedded/start-refused.js';
import { openLog } from './log.js';
import { Program } from './program.js';
import { readSettings, WrongSettings } from './settings.js';
import { startPage } from './start-page.js';

const project = join(import.meta.dirname, '..', '..');
const say = (text: string) => process.stderr.write(`${text}\n`);
const secondsSinceStart = () => process.uptime();

/** Sentences for what a person can mend; everything else with its stack. */
function tellFailure(error: unknown): void {
  if (error instanceof WrongSettings)
    say(`设置有误，未启动 / Not started, settings are wrong:\n${error.message}`);
  else if (error instanceof StartRefused) say(`未启动 / Not started:\n${error.message}`);
  else say(`启动失败 / The start failed:\n${error instanceof Error ? error.stack : String(error)}`);
}

function stopOnSignals(program: Program): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    say(`${signal}：正在停止… / stopping …`);
    program.stop().then(
      () => {
        say('已停止 / stopped');
        process.exit(0);
      },
      (error: unknown) => {
        say(`停止时出错 / Stopping failed: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

try {
  const settings = readSettings(process.env);
  const log = openLog(settings.get('LOG_LEVEL'));
  const onCrash = (how: string) => {
    say(`内置数据库意外退出（${how}），程序停止；日志见数据目录中的 postgres.log，重新启动即可恢复`);
    say(
      `The embedded database ended by itself (${how}), so the program stops; see postgres.log in the data folder.`,
    );
    process.exit(1);
  };
  const program = await Program.start({ settings, log, project, onCrash });
  stopOnSignals(program);
  const { url, place } = program;
  const demo = settings.get('ISSUER_URL') === '';
  process.stdout.write(`${startPage({ url, place, demo, seconds: secondsSinceStart() })}\n`);
} catch (error) {
  tellFailure(error);
  process.exit(1);
}
