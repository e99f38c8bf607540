import { jest } from '@jest/globals';
import { contractBook } from '#contracts';
import { StoreUnavailable } from '#kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileWorker, type WorkerOptions } from './file-worker.js';
import { fire, intakeGround, type IntakeGround } from './intake-ground.specification.js';
import type { Intake } from './intake.js';
import type { Job } from './jobs.adapter.js';

jest.setTimeout(60_000);

let ground: IntakeGround;
beforeAll(async () => {
  ground = await intakeGround();
});
beforeEach(() => ground.clear());
afterAll(() => ground.leave());

const mapping = `
name: visits
source: urn:lxc:fire:visits
department: FIRE
region: 371302
events:
  - type: InspectionOpened
    oncePer: visit
    id: "visit-{visit}"
    occurredAt: day
    data:
      inspectionId: visit
      facilityId: facility
      department: { value: FIRE }
      kind: { value: routine }
      officers: { value: [] }
  - type: HazardFound
    id: "hazard-{hazard}"
    occurredAt: day
    data:
      inspectionId: visit
      facilityId: facility
      department: { value: FIRE }
      hazardId: hazard
      gravity: { value: minor }
      clause: { value: GB 50016 }
      finding: { column: finding, cut: 40 }
`;
const heading = 'visit,facility,hazard,day,finding';
const table = (rows: number, finding = '灭火器过期') =>
  Buffer.from(
    [
      heading,
      ...Array.from({ length: rows }, (_, at) => `V-${at >> 1},F-${at % 7},H-${at},2024-05-06,${finding}`),
    ].join('\n'),
  );
const open = (bytes: Buffer, yaml = mapping) =>
  ground.jobs.open({ name: 'visits.csv', mappingName: 'visits', mapping: yaml, bytes }, fire);

const quick: WorkerOptions = { leaseMs: 400, batchRows: 50, pollMs: 20 };
function worker(intake: Pick<Intake, 'receive'> = ground.intake()): FileWorker {
  const made = new FileWorker(
    { jobs: ground.jobs, store: ground.store, intake: intake as Intake, book: contractBook },
    quick,
  );
  made.start();
  return made;
}
async function until(jobId: string, enough: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await ground.jobs.find(jobId);
    if (job && enough(job)) return job;
    await sleep(10);
  }
}
const over = ({ state }: Job) => state === 'done' || state === 'failed';
const events = async () => Number(await ground.store.head());

/** 300 rows: 150 visits and 300 hazards. */
const whole = {
  state: 'done',
  rowsTotal: 300,
  rowsDone: 300,
  recorded: 450,
  duplicates: 0,
  rejected: 0,
  alarms: 0,
};

test('a file is read to its end, and its progress can be watched', async () => {
  const { jobId } = await open(table(300));
  const reading = worker();
  const seen = new Set<number>();
  await until(jobId, (job) => {
    seen.add(job.rowsDone);
    return over(job);
  });
  await reading.stop();
  expect(await ground.jobs.find(jobId)).toMatchObject(whole);
  expect([...seen].sort((a, b) => a - b).at(-1)).toBe(300);
  expect(await events()).toBe(450);
});

test('a worker that vanishes after sending and before counting: another goes on, exactly once, and counts right', async () => {
  const { jobId } = await open(table(300));
  let batches = 0;
  const intake = ground.intake();
  const vanishing = worker({
    receive: async (...delivery: Parameters<Intake['receive']>) => {
      const results = await intake.receive(...delivery);
      batches += 1;
      return batches < 3 ? results : new Promise<never>(() => undefined);
    },
  });
  await until(jobId, ({ rowsDone }) => rowsDone === 100 && batches === 3);
  expect(await events()).toBe(225);
  const other = worker();
  expect(await until(jobId, over)).toMatchObject(whole);
  await other.stop();
  expect(await events()).toBe(450);
  expect(vanishing).toBeDefined();
});

test('a program that closes lays its file down; the next start takes it up without waiting', async () => {
  const { jobId } = await open(table(300));
  const first = worker();
  await until(jobId, ({ rowsDone }) => rowsDone > 0);
  await first.stop();
  const { rowsDone, state } = (await ground.jobs.find(jobId))!;
  expect(state).toBe(rowsDone === 300 ? 'done' : 'running');
  const second = worker();
  expect(await until(jobId, over)).toMatchObject(whole);
  await second.stop();
});

test('a file that is stopped stays stopped, and goes on when it is sent again', async () => {
  const { jobId } = await open(table(300));
  const reading = worker();
  await until(jobId, ({ rowsDone }) => rowsDone > 0);
  await ground.jobs.move(jobId, ['running'], 'paused');
  await sleep(200);
  const { rowsDone, state } = (await ground.jobs.find(jobId))!;
  await sleep(100);
  expect(await ground.jobs.find(jobId)).toMatchObject({ rowsDone, state });
  expect((await open(table(300))).jobId).toBe(jobId);
  reading.wake();
  expect(await until(jobId, over)).toMatchObject(whole);
  await reading.stop();
});

test('a database that is away for a while costs time and nothing else', async () => {
  const { jobId } = await open(table(300));
  let calls = 0;
  const store = ground.store;
  const append = store.append.bind(store);
  store.append = (one) => {
    calls += 1;
    return calls > 40 && calls < 60 ? Promise.reject(new StoreUnavailable('away')) : append(one);
  };
  const reading = worker();
  expect(await until(jobId, over)).toMatchObject(whole);
  await reading.stop();
  expect(await events()).toBe(450);
});

test('two workers share the work and never a file', async () => {
  const jobs = await Promise.all([open(table(200)), open(table(300))]);
  const both = [worker(), worker()];
  for (const { jobId } of jobs) await until(jobId, over);
  await Promise.all(both.map((each) => each.stop()));
  const counted = await Promise.all(jobs.map(({ jobId }) => ground.jobs.find(jobId)));
  expect(counted.reduce((sum, job) => sum + job!.recorded, 0)).toBe(450);
  expect(counted.reduce((sum, job) => sum + job!.duplicates, 0)).toBe(300);
});

test('bad rows never stop the rest', async () => {
  const rows = table(10).toString().split('\n');
  rows[3] = rows[3]!.replace('2024-05-06', 'yesterday');
  rows[5] = rows[5]!.replace(/F-\d/, 'F 5');
  const { jobId } = await open(Buffer.from(rows.join('\n')));
  const reading = worker();
  expect(await until(jobId, over)).toMatchObject({ state: 'done', rowsDone: 10, rejected: 4 });
  await reading.stop();
  const { rows: kept } = await ground.pool.query(
    'select row_number, code from intake.rejection order by ordinal',
  );
  expect(kept).toEqual([
    ...[4, 4].map((row_number) => ({ row_number, code: 'intake/cell-malformed' })),
    ...[6, 6].map((row_number) => ({ row_number, code: 'intake/data-malformed' })),
  ]);
});

test('a file that breaks off inside a quotation fails with its row, and what was read stands', async () => {
  const { jobId } = await open(Buffer.concat([table(120), Buffer.from('\nV-60,F-1,H-x,2024-05-06,"no end')]));
  const reading = worker();
  const job = await until(jobId, over);
  await reading.stop();
  expect(job).toMatchObject({ state: 'failed', failure: { code: 'intake/file-unreadable' } });
});

test('ten megabytes go through in batches, counted before the first', async () => {
  const { jobId } = await open(table(2_000, '灭火器过期'.repeat(350)));
  const reading = worker();
  const seen: number[] = [];
  const job = await until(jobId, (now) => {
    if (now.rowsTotal !== null && now.rowsDone !== seen.at(-1)) seen.push(now.rowsDone);
    return over(now);
  });
  await reading.stop();
  expect(job).toMatchObject({ state: 'done', rowsTotal: 2_000, rowsDone: 2_000, recorded: 3_000 });
  expect(seen.length).toBeGreaterThan(5);
});
