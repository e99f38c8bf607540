import type { PersonalData } from '#kernel';
import type { Pool } from 'pg';
import { fileHolder } from './jobs.adapter.js';
import { sealAll, sealSettlement, type Settled, type Told } from './sealed-rejection.js';

interface InClear extends Told, Settled {
  readonly rejectionId: string;
  readonly original: Buffer;
}

const AT_ONCE = 200;

/** Seals what an earlier version of the program kept in clear. Done once; afterwards it finds nothing. */
export class SealedBefore {
  constructor(
    private readonly pool: Pool,
    private readonly persons: PersonalData,
  ) {}

  /** How many rejections and files were sealed now. Several programs may do it at once. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (let some = 1; some > 0; sealed += some) some = await this.rejections();
    for (let some = 1; some > 0; sealed += some) some = await this.file();
    // What was overwritten still lies in the table's old pages.
    if (sealed > 0)
      for (const table of ['rejection', 'job']) await this.pool.query(`vacuum full intake.${table}`);
    return sealed;
  }

  private async rejections(): Promise<number> {
    const { rows } = await this.pool.query<InClear>(
      `select rejection_id as "rejectionId", original, zh, en, errors, repaired, reason from intake.rejection
       where original is not null order by ordinal limit ${AT_ONCE}`,
    );
    const sealed = await sealAll(
      this.persons,
      rows.map(({ rejectionId, original, zh, en, errors }) => ({
        rejectionId,
        original,
        about: [],
        told: { zh, en, errors },
      })),
    );
    for (const [at, { rejectionId, repaired, reason }] of rows.entries())
      await this.pool.query(
        `update intake.rejection set original = null, zh = null, en = null, errors = null, repaired = null,
           reason = null, sealed_original = $2, sealed_told = $3, sealed_settlement = $4
         where rejection_id = $1 and original is not null`,
        [
          rejectionId,
          sealed[at]!.original ?? null,
          sealed[at]!.told ?? null,
          repaired === null && reason === null
            ? null
            : ((await sealSettlement(this.persons, rejectionId, { repaired, reason })) ?? null),
        ],
      );
    return rows.length;
  }

  private async file(): Promise<number> {
    const { rows } = await this.pool.query<{ jobId: string; bytes: Buffer }>(
      'select job_id as "jobId", bytes from intake.job where bytes is not null limit 1',
    );
    for (const { jobId, bytes } of rows) {
      const [sealed] = await this.persons.enclose([
        { holder: fileHolder(jobId), part: 'bytes', clear: bytes },
      ]);
      await this.pool.query(
        'update intake.job set bytes = null, sealed_bytes = $2 where job_id = $1 and bytes is not null',
        [jobId, sealed ?? null],
      );
    }
    return rows.length;
  }
}
