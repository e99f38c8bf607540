import { existsSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark, Result } from './harness.js';
import { loadGround } from './load-ground.js';

/** Each file exports a list of benchmarks under its own name: `append.ts` exports `appendBenchmarks`. */
const FILES = ['append', 'follow', 'bulk', 'rebuild', 'latency'];
const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' }, files: { type: 'string' } },
});
const files = (values.files?.split(',') ?? FILES).filter((file) =>
  existsSync(join(import.meta.dirname, `${file}.js`)),
);

async function collect(): Promise<readonly Benchmark[]> {
  const lists = files.map(async (file) => {
    const exported = (await import(`./${file}.js`)) as Record<string, readonly Benchmark[]>;
    return exported[`${file}Benchmarks`]!;
  });
  return (await Promise.all(lists)).flat();
}

const round = (value: number) => (value >= 100 ? Math.round(value) : Number(value.toFixed(2)));
const line = ({ name, unit, median, min, max, limit, ratio, goal, met }: Result) =>
  `| ${name} | ${round(median)} (${round(min)}–${round(max)}) ${unit} | ${round(limit)} | ` +
  `${ratio.toFixed(2)} | ${goal} | ${met ? 'met' : 'MISSED'} |`;

const all = await collect();
const exact = all.filter(({ name }) => name === values.only);
const wanted = exact.length > 0 ? exact : all.filter(({ name }) => name.startsWith(values.only ?? ''));
if (wanted.length === 0) {
  console.error(
    `no benchmark is called ${values.only}; there are:\n  ${all.map(({ name }) => name).join('\n  ')}`,
  );
  process.exit(2);
}
const gigabytes = Math.round(totalmem() / 2 ** 30);
console.log(`${cpus().length} × ${cpus()[0]!.model}, ${gigabytes} GB, Node ${process.version}\n`);
console.log('| what | median (min–max) | limit | ratio | goal | |\n|---|---|---|---|---|---|');
const ground = await loadGround();
const results: Result[] = [];
try {
  for (const benchmark of wanted)
    for (const result of await benchmark.run(ground)) {
      results.push(result);
      console.log(line(result));
    }
} finally {
  await ground.stop();
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.every(({ met }) => met) ? 0 : 1;
