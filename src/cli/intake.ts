// npm run intake -- --mapping FILE.yaml DATA.csv|xlsx     Sends a department's table to the running platform.
import { contractBook } from '#contracts';
import { preview, shippedMapping, shippedMappings } from '#intake';
import { Refused } from '#kernel';
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMisspelt, Misused, tell } from './command.js';
import { followJob } from './intake-progress.js';
import { PlatformClient, PlatformSaysNo } from './platform-client.js';

const USAGE = `用法 / usage:
  npm run intake -- --mapping FILE.yaml DATA.csv|xlsx [--account NAME | --token T] [--url http://127.0.0.1:3000]
  --mapping   映射文件，或内置映射的名称 / a mapping file, or the name of a shipped one
  --account   演示账号 / a demo account, such as approval-clerk-lanshan
  --token     访问令牌（也可用环境变量 TOKEN）/ a bearer token
  --dry-run   只显示将要报送的前几条事件 / print the first events and send nothing
  再次运行同一命令即从中断处继续 / run the same command again and it goes on where it stopped`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      account: { type: 'string' },
      token: { type: 'string' },
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return tell(USAGE);
  const [file, ...more] = positionals;
  if (values.mapping === undefined || file === undefined || more.length > 0) throw new Misused(USAGE);
  const path = fromWhereTyped(file);
  if (!existsSync(path)) throw new Misused(`没有文件 ${file} / there is no file ${file}`);
  const bytes = readFileSync(path);
  const mapping = await mappingNamed(values.mapping);
  if (values['dry-run']) return dryRun(mapping, bytes);
  const client = await PlatformClient.signIn(values.url, values);
  const job = await client.upload({ name: basename(file), bytes, mapping });
  return followJob(client, job);
}

/** npm changes into the project; paths are meant from where the command was typed. */
const fromWhereTyped = (path: string) => resolve(process.env['INIT_CWD'] ?? '.', path);

async function mappingNamed(name: string): Promise<string> {
  const path = fromWhereTyped(name);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const shipped = await shippedMappings();
  if (shipped.includes(name)) return shippedMapping(name);
  const known = shipped.join('、');
  throw new Misused(`没有映射 ${name}；内置：${known} / there is no mapping ${name}; shipped: ${known}`);
}

async function dryRun(yaml: string, bytes: Buffer): Promise<number> {
  const { faults, records } = await preview({ yaml, bytes }, contractBook);
  for (const { path, message } of faults) console.error(`${path}: ${message}`);
  for (const { bytes: event, origin, unreadable } of records) {
    const wrong = unreadable?.errors?.map(({ path, message }) => `${path}: ${message}`).join('; ');
    console.log(`#${origin?.row} ${wrong === undefined ? event.toString() : `✗ ${wrong}`}`);
  }
  return faults.length > 0 ? 1 : 0;
}

/** One sentence for whoever typed the command; no stack. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return `${error.refusal.facts['why'] ?? error.refusal.code}`;
  if (error instanceof PlatformSaysNo || error instanceof Misused) return error.message;
  if (error instanceof TypeError && isMisspelt(error)) return `${error.message}\n${USAGE}`;
  return error instanceof Error ? error.message : String(error);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exitCode = 2;
  },
);
