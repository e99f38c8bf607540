import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startStandIn } from '../support/eventstoredb/stand-in.mjs';

const folder = join(import.meta.dirname, '../support/eventstoredb');
const probe = async (url: string) => {
  const env = { ...process.env, EVENTSTOREDB_URL: url, NODE_OPTIONS: '' };
  return (await promisify(execFile)(process.execPath, [join(folder, 'probe.mjs')], { env })).stdout;
};

test('the stand-in answers every question of the probe as a real server did, to the byte', async () => {
  const standIn = await startStandIn();
  const observed = readFileSync(join(folder, 'observed-23.10.6.json'), 'utf8');
  expect(await probe(standIn.url)).toBe(observed);
  standIn.stop();
}, 60_000);
