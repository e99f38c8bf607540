import { setTimeout as sleep } from 'node:timers/promises';
import type { JobState, PlatformClient } from './platform-client.js';

const LOOK_MS = 500;
const INTERRUPTED = 130;

/** Shows how far a file is until it is over. Ctrl-C lays the job down; the same command takes it up again. */
export async function followJob(client: PlatformClient, opened: JobState): Promise<number> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const startedAt = Date.now();
  let job = opened;
  let rowsShown = -1;
  for (;;) {
    if (job.rowsDone !== rowsShown) show(progress(job, { since: startedAt, from: opened.rowsDone }));
    rowsShown = job.rowsDone;
    if (job.state !== 'running') break;
    await sleep(LOOK_MS, undefined, { signal: interrupt.signal }).catch(() => undefined);
    if (interrupt.signal.aborted) return layDown(client, job);
    job = await client.job(job.jobId);
  }
  process.stderr.write('\n');
  return summary(job);
}

async function layDown(client: PlatformClient, { jobId }: JobState): Promise<number> {
  await client.stop(jobId).catch(() => undefined);
  console.error('\n已暂停；再次运行同一命令即继续 / paused; run the same command again to go on');
  return INTERRUPTED;
}

function progress(job: JobState, { since, from }: { since: number; from: number }): string {
  const { rowsDone, rowsTotal, recorded, duplicates, rejected } = job;
  const share = rowsTotal ? ` ${Math.floor((rowsDone / rowsTotal) * 100)}%` : '';
  const speed = Math.round((rowsDone - from) / Math.max(0.5, (Date.now() - since) / 1000));
  return `行 ${rowsDone}/${rowsTotal ?? '?'}${share} · ${speed}/s · 新 ${recorded} 重 ${duplicates} 退 ${rejected}`;
}

/** One line that changes on a terminal; in a log a line for each step. */
function show(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
}

function summary({ state, failure, recorded, duplicates, rejected, alarms }: JobState): number {
  if (state === 'failed') {
    console.error(`失败：${failure?.zh} / failed: ${failure?.en}`);
    return 1;
  }
  console.log(
    `${state === 'done' ? '完成 / done' : '已暂停 / paused'}: ` +
      `登记 ${recorded} recorded, 重复 ${duplicates} known before, 退回 ${rejected} rejected, 警示 ${alarms} alarms`,
  );
  if (rejected + alarms > 0)
    console.log('退回记录见控制台“数据接入” / see the rejections in the console, "Intake"');
  return 0;
}
