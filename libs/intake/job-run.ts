import { Refused, refuse, type ContractBook, type EventStore } from '#kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Intake } from './intake.js';
import type { IntakeRefusal } from './intake.refusals.js';
import type { Claimed, Jobs, Tally } from './jobs.adapter.js';
import type { Row } from './mapping.js';
import { openWith } from './preview.js';
import type { IntakeResult, ProblemWords, RawRecord } from './record.js';
import { RowRecords } from './row-records.js';
import type { Sender } from './sender.js';
import type { TableFile } from './table-file.js';
import { worded } from './wording.js';

export interface JobDesk {
  readonly jobs: Jobs;
  readonly intake: Intake;
  readonly store: EventStore;
  readonly book: ContractBook;
  readonly owner: string;
  readonly leaseMs: number;
  readonly batchRows: number;
  readonly signal: AbortSignal;
}

const RETRY_MS = 500;

/**
 * Reads one job on from where it stands. Ends when it is over, stopped, in other hands, or the program
 * closes.
 */
export async function runJob(job: Claimed, desk: JobDesk): Promise<void> {
  try {
    if (job.bytes === undefined) throw new Refused(refuse('intake/file-erased'));
    const opened = await openWith(job.yaml, job.bytes, desk.book);
    if ('faults' in opened) {
      const words = {
        code: 'intake/mapping-faulty',
        zh: '映射与文件不符',
        en: 'The mapping does not fit the file',
      };
      return await desk.jobs.end(job.jobId, desk.owner, { ...words, errors: opened.faults });
    }
    if (job.rowsTotal === null) await desk.jobs.count(job.jobId, await rowsIn(opened.table));
    const records = new RowRecords(opened.mapping, { jobId: job.jobId, file: job.name });
    if (await new JobRun(job, desk, records).readAll(opened.table))
      await desk.jobs.end(job.jobId, desk.owner);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await desk.jobs.end(job.jobId, desk.owner, wordsOf(error));
  }
}

const wordsOf = ({ refusal }: Refused): ProblemWords => worded(refusal as IntakeRefusal);

async function rowsIn(table: TableFile): Promise<number> {
  let count = 0;
  for await (const _ of table.rows()) count += 1;
  return count;
}

class JobRun {
  private readonly sender: Sender;
  /** Something was sent before and may be recorded without having been counted. */
  private uncertain: boolean;

  constructor(
    private readonly job: Claimed,
    private readonly desk: JobDesk,
    private readonly records: RowRecords,
  ) {
    const { by: account, department, region } = job;
    this.sender = { account, department, region } as Sender;
    this.uncertain = job.resumed;
  }

  /**
   * True when the last row is settled. Rows settled before are read again, to know which groups were seen.
   */
  async readAll(table: TableFile): Promise<boolean> {
    let seen = 0;
    let batch: Row[] = [];
    for await (const row of table.rows()) {
      seen += 1;
      if (seen <= this.job.rowsDone) this.records.of(row);
      else batch.push(row);
      if (batch.length < this.desk.batchRows) continue;
      if (!(await this.settle(batch))) return false;
      batch = [];
    }
    return batch.length === 0 || (await this.settle(batch));
  }

  private async settle(batch: readonly Row[]): Promise<boolean> {
    if (this.desk.signal.aborted) return false;
    const { jobs, owner, leaseMs } = this.desk;
    const results = await this.deliver(batch.flatMap((row) => this.records.of(row)));
    if (results === undefined) return false;
    const tally = { ...(await this.tally(results)), rows: batch.length };
    this.uncertain = false;
    return jobs.advance(this.job.jobId, owner, leaseMs, tally);
  }

  /**
   * Again and again until nothing is unknown; the lease is kept meanwhile. `undefined`: somebody stopped
   * us.
   */
  private async deliver(records: readonly RawRecord[]): Promise<IntakeResult[] | undefined> {
    for (;;) {
      const results = await this.desk.intake.receive(records, this.sender, 'file');
      if (results.every(({ outcome }) => outcome !== 'unknown')) return results;
      this.uncertain = true;
      await sleep(RETRY_MS, undefined, { signal: this.desk.signal }).catch(() => undefined);
      if (this.desk.signal.aborted || !(await this.stillOurs())) return undefined;
    }
  }

  private async stillOurs(): Promise<boolean> {
    const nothing: Tally = { rows: 0, recorded: 0, duplicates: 0, rejected: 0, alarms: 0 };
    const { jobs, owner, leaseMs } = this.desk;
    return jobs.advance(this.job.jobId, owner, leaseMs, nothing).catch(() => true);
  }

  private async tally(results: readonly IntakeResult[]): Promise<Omit<Tally, 'rows'>> {
    const ours = this.uncertain ? await this.recordedByUs(results) : 0;
    const times = (outcome: IntakeResult['outcome']) =>
      results.filter((one) => one.outcome === outcome).length;
    return {
      recorded: times('recorded') + ours,
      duplicates: times('duplicate') - ours,
      rejected: times('rejected'),
      alarms: times('alarm'),
    };
  }

  /** Duplicates of what this very job recorded before it was interrupted. */
  private async recordedByUs(results: readonly IntakeResult[]): Promise<number> {
    let ours = 0;
    for (const { outcome, eventId } of results) {
      if (outcome !== 'duplicate' || eventId === undefined) continue;
      const recorded = await this.desk.store.find(eventId);
      if (recorded && Date.parse(recorded.recordedAt) >= this.job.startedAt.getTime()) ours += 1;
    }
    return ours;
  }
}
