import { jest } from '@jest/globals';
import { followJob } from '../../src/cli/intake-progress.js';
import { PlatformClient, PlatformSaysNo } from '../../src/cli/platform-client.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

let running: RunningPlatform;
const told: string[] = [];
beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line));
  jest.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line));
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => Boolean(told.push(String(line))));
  running = await runningPlatform();
});
afterAll(() => running.stop());

const mapping = `
name: visits
source: urn:lxc:fire:visits
department: FIRE
region: 371302
events:
  - type: HazardFound
    id: "hazard-{hazard}"
    occurredAt: day
    data:
      inspectionId: "I-{hazard}"
      facilityId: "F-{hazard}"
      department: { value: FIRE }
      hazardId: hazard
      gravity: { value: minor }
      clause: { value: GB 50016 }
      finding: { value: 灭火器过期 }
`;
const rows = (count: number) =>
  Buffer.from(`hazard,day\n${Array.from({ length: count }, (_, at) => `H-${at},2024-05-06`).join('\n')}`);
const as = (account: string) => PlatformClient.signIn(running.url, { account });

test('a table goes in, its progress is shown, and the end says what became of it', async () => {
  const client = await as('fire-clerk-lanshan');
  const job = await client.upload({ name: 'a.csv', bytes: rows(30), mapping });
  expect(await followJob(client, job)).toBe(0);
  expect(told.join('\n')).toMatch(/30\/30 100%/);
  expect(told.join('\n')).toMatch(/30 recorded, 重复 0 known before/);
});

test('Ctrl-C lays it down, and the same command takes it up again', async () => {
  const client = await as('fire-system');
  const table = { name: 'b.csv', bytes: rows(4_000), mapping: `${mapping}# b\n` };
  const first = followJob(client, await client.upload(table));
  process.emit('SIGINT');
  expect(await first).toBe(130);
  const again = await client.upload(table);
  expect(await followJob(client, again)).toBe(0);
  expect(await client.job(again.jobId)).toMatchObject({
    state: 'done',
    rowsDone: 4_000,
    rejected: 0,
    alarms: 0,
  });
}, 60_000);

test.each([
  [
    'no platform',
    () => PlatformClient.signIn('http://127.0.0.1:9', { account: 'fire-system' }),
    /no platform runs at/,
  ],
  ['nobody', () => PlatformClient.signIn(running.url, {}), /sign in with --account or --token/],
  ['a stranger', () => as('nobody'), /no demo account called nobody/],
  [
    'a mapping that does not fit',
    async () =>
      (await as('fire-clerk-lanshan')).upload({ name: 'c.csv', bytes: Buffer.from('x\n1'), mapping }),
    /line 8, column 9: .*no column "hazard"/,
  ],
])('with %s it ends with a sentence', async (_, attempt, sentence) => {
  const error: unknown = await attempt().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PlatformSaysNo);
  expect((error as Error).message).toMatch(sentence);
});
