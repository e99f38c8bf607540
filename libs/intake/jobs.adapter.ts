import { derivedId, type PersonalData } from '#kernel';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { ProblemWords } from './record.js';
import type { Sender } from './sender.js';

export const jobStates = ['running', 'paused', 'done', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

/** How far a file is. `rowsDone` counts rows that are settled for good, whatever became of them. */
export interface Job {
  readonly jobId: string;
  readonly name: string;
  readonly mapping: string;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly alarms: number;
  readonly state: JobState;
  readonly failure: ProblemWords | null;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly by: string;
  readonly department: string;
  readonly region: string;
}

export interface Upload {
  readonly name: string;
  readonly mappingName: string;
  readonly mapping: string;
  readonly bytes: Buffer;
}

/** A job in the hands of one worker, with what it needs to go on. */
export interface Claimed extends Job {
  readonly yaml: string;
  /** Undefined: somebody in it asked to be forgotten. */
  readonly bytes: Buffer | undefined;
  /** Somebody worked on it before: what they sent last may be recorded and not counted. */
  readonly resumed: boolean;
}

export interface Tally {
  readonly rows: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly alarms: number;
}

const COLUMNS = `
  job_id as "jobId", name, mapping_name as mapping, rows_total as "rowsTotal",
  rows_done as "rowsDone", recorded, duplicates, rejected, alarms, state, failure,
  started_at as "startedAt", updated_at as "updatedAt", account as by, department, region`;
const digestOf = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

export const fileHolder = (jobId: string) => `file:${jobId}`;

/**
 * Files being read; their bytes lie sealed. The table is the truth: a worker may vanish at any moment and
 * another goes on.
 */
export class Jobs {
  constructor(
    private readonly pool: Pool,
    private readonly persons: PersonalData,
  ) {}

  /**
   * The same file with the same mapping is the same job: one that was stopped goes on, one that is over
   * stays so.
   */
  async open({ name, mappingName, mapping, bytes }: Upload, sender: Sender): Promise<Job> {
    const digest = digestOf(bytes);
    const jobId = derivedId('file', sender.department, sender.region, digest, digestOf(mapping));
    const [sealed] = await this.persons.enclose([{ holder: fileHolder(jobId), part: 'bytes', clear: bytes }]);
    const { rows } = await this.pool.query<Job>(
      `insert into intake.job as j
         (job_id, name, mapping_name, mapping, sealed_bytes, digest, account, department, region, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'running')
       on conflict (job_id) do update set updated_at = now(), failure = null,
         state = case when j.state = 'done' then j.state else 'running' end
       returning ${COLUMNS}`,
      [
        jobId,
        name,
        mappingName,
        mapping,
        sealed ?? null,
        digest,
        sender.account,
        sender.department,
        sender.region,
      ],
    );
    return rows[0]!;
  }

  async find(jobId: string): Promise<Job | undefined> {
    const { rows } = await this.pool.query<Job>(`select ${COLUMNS} from intake.job where job_id = $1`, [
      jobId,
    ]);
    return rows[0];
  }

  /** Newest first; `department` null: everybody's. */
  async list(department: string | null, regions: readonly string[], limit: number): Promise<Job[]> {
    const { rows } = await this.pool.query<Job>(
      `select ${COLUMNS} from intake.job where ($1::text is null or department = $1) and region = any ($2)
       order by started_at desc limit $3`,
      [department, regions, limit],
    );
    return rows;
  }

  /** From one state to another; false when it was in none of `from`. */
  async move(jobId: string, from: readonly JobState[], to: JobState): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'update intake.job set state = $3, updated_at = now() where job_id = $1 and state = any ($2)',
      [jobId, from, to],
    );
    return rowCount === 1;
  }

  async mappingOf(jobId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ mapping: string }>(
      'select mapping from intake.job where job_id = $1',
      [jobId],
    );
    return rows[0]?.mapping;
  }

  /** The longest waiting job that nobody holds. */
  async claim(owner: string, leaseMs: number): Promise<Claimed | undefined> {
    const { rows } = await this.pool.query<Claimed & { readonly sealed: Buffer | null }>(
      `with next as (
         select job_id as id, lease_until > '-infinity' as resumed from intake.job
         where state = 'running' and lease_until < now() order by started_at limit 1 for update skip locked)
       update intake.job set owner = $1, lease_until = now() + $2 * interval '1 ms', updated_at = now()
       from next where job_id = next.id
       returning ${COLUMNS}, intake.job.mapping as yaml, sealed_bytes as sealed, resumed`,
      [owner, leaseMs],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const { sealed, ...job } = row;
    const part = { holder: fileHolder(job.jobId), part: 'bytes' };
    const [bytes] = sealed === null ? [] : await this.persons.disclose([{ ...part, sealed }]);
    return { ...job, bytes };
  }

  /** Settles a batch, also one of a job stopped meanwhile; false when it was stopped or is in other hands. */
  async advance(jobId: string, owner: string, leaseMs: number, tally: Tally): Promise<boolean> {
    const { rows, recorded, duplicates, rejected, alarms } = tally;
    const answer = await this.pool.query<{ running: boolean }>(
      `update intake.job set rows_done = rows_done + $4, recorded = recorded + $5, duplicates = duplicates + $6,
         rejected = rejected + $7, alarms = alarms + $8, updated_at = now(), lease_until = now() + $3 * interval '1 ms'
       where job_id = $1 and owner = $2 returning state = 'running' as running`,
      [jobId, owner, leaseMs, rows, recorded, duplicates, rejected, alarms],
    );
    return answer.rows[0]?.running ?? false;
  }

  async count(jobId: string, rowsTotal: number): Promise<void> {
    await this.pool.query('update intake.job set rows_total = $2 where job_id = $1', [jobId, rowsTotal]);
  }

  async end(jobId: string, owner: string, failure?: ProblemWords): Promise<void> {
    await this.pool.query(
      `update intake.job set state = $3, failure = $4, updated_at = now(), lease_until = now()
       where job_id = $1 and owner = $2 and state = 'running'`,
      [jobId, owner, failure ? 'failed' : 'done', failure ? JSON.stringify(failure) : null],
    );
  }

  /** Lays down what it holds, so that nobody need wait for the lease to run out. */
  async release(owner: string): Promise<void> {
    await this.pool.query('update intake.job set owner = null, lease_until = now() where owner = $1', [
      owner,
    ]);
  }
}
