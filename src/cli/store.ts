// npm run store -- copy|verify|export|import     Moves the log between PostgreSQL, EventStoreDB and a file,
// and proves the copy.
import { copyLog, digestOf, heldAlready, type LogDigest, type LogSource } from '#kernel';
import { parseArgs } from 'node:util';
import { begin, Misused, tell } from './command.js';
import { LogFile, writeLogFile } from './log-file.js';
import { isPostgres, sideOf, type LogSide } from './log-side.js';

const USAGE = `用法 / usage:
  npm run store -- copy   --from URL --to URL    复制并核对；中断后重新运行即继续 / copies and verifies; run again, it goes on
  npm run store -- verify --from URL --to URL    核对两份日志 / compares two logs
  npm run store -- export --from URL --file F.ndjson.gz
  npm run store -- import --file F.ndjson.gz --to URL
  URL      postgres://… 或 esdb://…（停机后复制，目标库须为空或为同一日志的开头）
           postgres://… or esdb://… (nothing may write meanwhile; the target is empty or holds the beginning of the same log)
  --index  EventStoreDB 的索引所在的 PostgreSQL；默认取另一端 / the PostgreSQL for EventStoreDB's index; default: the other end
复制后位置会改变，须重建读模型 / Positions change with the engine: rebuild the read models afterwards.`;

interface Ends {
  readonly from?: string;
  readonly to?: string;
  readonly file?: string;
  readonly index?: string;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      file: { type: 'string' },
      index: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return tell(USAGE);
  const [command, ...more] = positionals;
  const run = { copy, verify, export: exportTo, import: importFrom }[command ?? ''];
  if (run === undefined || more.length > 0) throw new Misused(USAGE);
  return run(values);
}

async function copy(ends: Ends): Promise<number> {
  const [from, to] = [side(ends, 'from'), side(ends, 'to')];
  return copyInto(from.source, to);
}

async function verify(ends: Ends): Promise<number> {
  const [from, to] = [side(ends, 'from').source, side(ends, 'to').source];
  try {
    return await compare(from, to);
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

async function exportTo(ends: Ends): Promise<number> {
  const { source } = side(ends, 'from');
  const path = fileOf(ends);
  try {
    const written = await writeLogFile(source, path);
    tell(`已导出 ${written} 条事件到 ${path} / exported ${written} events to ${path}`);
    return await compare(source, new LogFile(path));
  } finally {
    await source.close();
  }
}

const importFrom = (ends: Ends) => copyInto(new LogFile(fileOf(ends)), side(ends, 'to'));

async function copyInto(from: LogSource, to: LogSide): Promise<number> {
  const target = await to.openTarget();
  try {
    const after = await heldAlready(from, to.source);
    if (after > 0n) tell(`目标已有前一部分，继续复制 / the target holds the beginning: going on behind it`);
    const began = performance.now();
    const copied = await copyLog({ source: from, target, after, onProgress: progress('复制 / copied') });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    tell(`已复制 ${copied} 条事件，${seconds} 秒 / copied ${copied} events in ${seconds} s`);
    return await compare(from, to.source);
  } finally {
    await target.close();
    await Promise.all([from.close(), to.source.close()]);
  }
}

async function compare(from: LogSource, to: LogSource): Promise<number> {
  const [ours, theirs] = [await digestOf(from), await digestOf(to)];
  const line = ({ events, content, order }: LogDigest) =>
    `${events} events, content ${content}, order ${order}`;
  tell(`from: ${line(ours)}\nto:   ${line(theirs)}`);
  if (ours.content !== theirs.content || ours.events !== theirs.events) {
    console.error('两份日志不同 / the two logs differ');
    return 1;
  }
  const sameOrder = ours.order === theirs.order;
  tell(
    sameOrder
      ? '一致：标识、内容、时间、流内顺序与总顺序 / equal: ids, bytes, times, order per stream and order of all'
      : '一致：标识、内容、时间与流内顺序（流之间的次序不同）/ equal: ids, bytes, times and order per stream (streams interleave otherwise)',
  );
  return 0;
}

function side(ends: Ends, which: 'from' | 'to'): LogSide {
  const url = ends[which];
  const other = which === 'from' ? ends.to : ends.from;
  const found = url && sideOf(url, ends.index ?? (isPostgres(other) ? other : undefined));
  if (!found)
    throw new Misused(
      `--${which} 应为 postgres://… 或 esdb://… / --${which} must be postgres://… or esdb://…`,
    );
  return found;
}

function fileOf({ file }: Ends): string {
  if (file === undefined) throw new Misused('缺少 --file / --file is missing');
  return file;
}

const EVERY_MS = 2_000;
function progress(what: string): (count: number) => void {
  let told = Date.now();
  return (count) => {
    if (Date.now() - told < EVERY_MS) return;
    told = Date.now();
    tell(`… ${what} ${count}`);
  };
}

begin(main, {
  usage: USAGE,
  foreseen: ['CopyRefused', 'StoreMisconfigured', 'StoreUnavailable', 'InvalidAppend'],
});
