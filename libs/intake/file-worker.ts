import type { ContractBook, EventStore } from '#kernel';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Intake } from './intake.js';
import { runJob } from './job-run.js';
import type { Jobs } from './jobs.adapter.js';

export interface WorkerOptions {
  readonly leaseMs: number;
  readonly batchRows: number;
  readonly pollMs: number;
}
const usual: WorkerOptions = { leaseMs: 15_000, batchRows: 500, pollMs: 1_000 };

/**
 * Reads files one after another, in the background of the platform. Several may run: a lease keeps them
 * apart.
 */
export class FileWorker {
  private readonly log = new Logger('intake');
  private readonly owner = randomUUID();
  private readonly options: WorkerOptions;
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly desk: {
      readonly jobs: Jobs;
      readonly intake: Intake;
      readonly store: EventStore;
      readonly book: ContractBook;
    },
    options: Partial<WorkerOptions> = {},
  ) {
    this.options = { ...usual, ...options };
  }

  start(): void {
    this.running ??= this.work();
  }

  /** There may be something to do: called after an upload, so that nobody waits for the next look. */
  wake(): void {
    this.waking.abort();
  }

  /** Finishes the batch under way and lays the job down. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (!(await this.readNext())) await this.rest();
      } catch (error) {
        this.log.error(`a file could not be read on: ${error instanceof Error ? error.message : 'unknown'}`);
        await this.rest();
      }
    }
  }

  private async readNext(): Promise<boolean> {
    const job = await this.desk.jobs.claim(this.owner, this.options.leaseMs);
    if (job === undefined) return false;
    const { owner, options, stopping } = this;
    await runJob(job, { ...this.desk, ...options, owner, signal: stopping.signal });
    await this.desk.jobs.release(owner);
    return true;
  }

  private async rest(): Promise<void> {
    await sleep(this.options.pollMs, undefined, { signal: this.waking.signal }).catch(() => undefined);
    this.waking = new AbortController();
  }
}
