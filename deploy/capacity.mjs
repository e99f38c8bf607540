// `node deploy/capacity.mjs`: computes the second table of capacity.md from the first; `--write` puts it into both pages,
// with the speeds README gives today. A test compares, so that neither the results nor the formulas can drift.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DAYS = 365;
const DAY_SECONDS = 86_400;
const GB = 1e9;

const pages = {
  en: join(import.meta.dirname, 'capacity.md'),
  zh: join(import.meta.dirname, 'capacity.zh-CN.md'),
};

/** Figures of the table between the marks, by the name in a row's first cell. */
export function figuresIn(page) {
  const [, table] = /<!-- figures -->([\s\S]*?)<!-- \/figures -->/.exec(page) ?? ['', ''];
  const rows = [...table.matchAll(/^\| `(\w+)` \| ([\d.,]+) \|/gm)];
  return Object.fromEntries(rows.map(([, name, value]) => [name, Number(value.replaceAll(',', ''))]));
}

/** Everything the pages claim, each by one formula. Rates in events a second, bytes as GB of 10^9. */
export function computed(f) {
  const mean = f.eventsAYear / (DAYS * DAY_SECONDS);
  const peak = (f.eventsAYear / (f.workingDays * f.workingHours * 3600)) * f.peakFactor;
  const yearly = (bytes) => (f.eventsAYear * bytes) / GB;
  const readModels = yearly(f.readModelBytes);
  const postgres = yearly(f.logBytes + f.readModelBytes + f.vaultBytes);
  return {
    mean,
    peak,
    appendRoom: f.appendsPerSecond / peak,
    projectorCores: (peak * f.projectorMicroseconds) / 1e6,
    backlogSeconds: f.eventsAYear / f.workingDays / f.bulkPerSecond,
    partitions: f.intakeProcesses * f.partitionsPerProcess,
    log: yearly(f.logBytes),
    readModels,
    vault: yearly(f.vaultBytes),
    postgresDisk: (postgres + readModels) * f.free + (yearly(f.walBytes) / DAYS) * f.walDays,
    walADay: yearly(f.walBytes) / DAYS,
    eventStoreDbNode: yearly(f.eventStoreDbBytes) * f.free,
    index: yearly(f.indexBytes),
    kafkaBroker:
      ((yearly(f.kafkaBytes) / f.workingDays) * f.kafkaDays * f.kafkaCopies * f.free) / f.kafkaBrokers,
    rebuildHours: f.eventsAYear / f.rebuildPerSecond / 3600,
    projectorHours: (f.eventsAYear * f.projectorMicroseconds) / 1e6 / 3600,
    eventsAFacility: f.eventsAYear / f.facilities,
  };
}

const round = (value) =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value >= 10
      ? value.toFixed(0)
      : value >= 1
        ? value.toFixed(1)
        : value.toFixed(2);

const rows = [
  ['mean', '/s', '全年平均 / mean rate over the year', 'eventsAYear ÷ seconds of a year'],
  ['peak', '/s', '高峰 / peak rate', 'eventsAYear ÷ working seconds × peakFactor'],
  ['appendRoom', '×', '写入余量 / room above the peak for appends', 'appendsPerSecond ÷ peak'],
  [
    'projectorCores',
    'cores',
    '高峰时投影所需核数 / processor of the projectors at the peak',
    'peak × projectorMicroseconds',
  ],
  [
    'backlogSeconds',
    's',
    '补一个工作日的积压 / a whole working day’s records, sent at once',
    'eventsAYear ÷ workingDays ÷ bulkPerSecond',
  ],
  [
    'partitions',
    '',
    'Kafka 分区数（每个主题）/ partitions of a topic',
    'intakeProcesses × partitionsPerProcess',
  ],
  ['eventsAFacility', '', '每机构每年 / events a facility and year', 'eventsAYear ÷ facilities'],
  ['log', 'GB', '日志 / log', 'eventsAYear × logBytes'],
  ['readModels', 'GB', '读模型 / read models', 'eventsAYear × readModelBytes'],
  ['vault', 'GB', '个人信息库 / vault', 'eventsAYear × vaultBytes'],
  ['walADay', 'GB', '每日 WAL / WAL a day', 'eventsAYear × walBytes ÷ 365'],
  [
    'postgresDisk',
    'GB',
    'PostgreSQL 磁盘 / disk of PostgreSQL',
    '(log + 2 × readModels + vault) × free + walADay × walDays',
  ],
  [
    'eventStoreDbNode',
    'GB',
    'EventStoreDB 每节点 / disk of each EventStoreDB node',
    'eventsAYear × eventStoreDbBytes × free',
  ],
  [
    'index',
    'GB',
    '其在 PostgreSQL 中的索引 / its index in PostgreSQL, instead of `log`',
    'eventsAYear × indexBytes',
  ],
  [
    'kafkaBroker',
    'GB',
    'Kafka 每个服务器 / disk of each Kafka broker',
    'a working day × kafkaDays × kafkaCopies × free ÷ kafkaBrokers',
  ],
  ['rebuildHours', 'h', '重建时间线与卡片 / rebuild of timeline and card', 'eventsAYear ÷ rebuildPerSecond'],
  [
    'projectorHours',
    'h',
    '重建全部读模型的 Node 处理器时间 / processor time of Node for every read model',
    'eventsAYear × projectorMicroseconds',
  ],
];

export function table(figures) {
  const all = computed(figures);
  return [
    '| | 一年 / a year | 公式 / formula |',
    '|---|---|---|',
    ...rows.map(
      ([name, unit, words, formula]) =>
        `| ${words} | ${round(all[name])}${unit === '×' ? ' ×' : unit && ` ${unit}`} | \`${formula}\` |`,
    ),
  ].join('\n');
}

/** Figures that README's table of speeds gives, by the row that gives them: first number of the second cell. */
export const fromReadme = {
  appendsPerSecond: 'one-event appends, 64 callers',
  bulkPerSecond: 'bulk intake against COPY',
  rebuildPerSecond: 'rebuild of timeline and card, 1,000,000 events',
};

/** The page with README's figures as they are today; a row README no longer has keeps what it says. */
export const withReadme = (page, readme) =>
  Object.entries(fromReadme).reduce((text, [figure, row]) => {
    const at = readme.indexOf(`| ${row} |`);
    const value = at < 0 ? undefined : /^\| [^|]*\| ([\d,]+)/.exec(readme.slice(at))?.[1];
    return value === undefined
      ? text
      : text.replace(new RegExp(`(\\| \`${figure}\` \\| )[\\d,]+`), `$1${value}`);
  }, page);

/** The page with the table its own figures give. */
export const renewed = (page) =>
  page.replace(
    /(<!-- computed -->\n)[\s\S]*?(\n<!-- \/computed -->)/,
    (_, open, close) => `${open}\n${table(figuresIn(page))}\n${close}`,
  );

if (process.argv[1] === import.meta.filename) {
  for (const path of Object.values(pages)) {
    const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
    const page = withReadme(readFileSync(path, 'utf8'), readme);
    if (process.argv.includes('--write')) writeFileSync(path, renewed(page));
    else if (path === pages.en) console.log(table(figuresIn(page)));
  }
}
