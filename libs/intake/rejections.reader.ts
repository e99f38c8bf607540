import { regionsOf, type Caller } from '#authority';
import { Refused, refuse, type PersonalData } from '#kernel';
import type { Pool } from 'pg';
import type { RejectionAnswer } from './rejection.answers.js';
import { openAll, type SealedRow } from './sealed-rejection.js';

export const rejectionStates = ['open', 'resent', 'dismissed'] as const;
export type RejectionState = (typeof rejectionStates)[number];

export interface RejectionQuery {
  readonly state?: RejectionState | undefined;
  readonly department?: string | undefined;
  readonly code?: string | undefined;
  readonly jobId?: string | undefined;
  readonly alarm?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A row of the list, opened. */
export interface RejectionRow extends Omit<
  RejectionAnswer,
  'receivedAt' | 'original' | 'originalEncoding' | 'originalCut'
> {
  readonly ordinal: string;
  readonly receivedAt: Date;
  readonly original: Buffer;
  readonly region: string;
  readonly senderRegion: string;
  readonly jobId: string | null;
  readonly entry: number | null;
}

const COLUMNS = `
  rejection_id as "rejectionId", ordinal, received_at as "receivedAt", times, door, account as sender,
  department, region, sender_region as "senderRegion", step, code, source,
  source_id as "sourceId", type, sealed_original as "sealedOriginal", sealed_told as "sealedTold",
  sealed_settlement as "sealedSettlement", attributes, alarm, state, resent_event_id as "resentEventId",
  row_number as row, coalesce(file, place) as file, job_id as "jobId", entry, settled_at as "settledAt",
  settled_by as "settledBy"`;

/** Rejections of the own department in the own region; oversight sees every department's. */
const SCOPE = `region = any ($1) and ($2::text is null or department = $2)`;
const scopeOf = (caller: Caller) => [regionsOf(caller), caller.role === 'auditor' ? null : caller.department];

export class RejectionList {
  constructor(
    private readonly pool: Pool,
    private readonly persons: PersonalData,
  ) {}

  /** Newest first. Throws `intake/cursor-malformed`. */
  async page(
    caller: Caller,
    query: RejectionQuery,
  ): Promise<{ rows: RejectionRow[]; nextCursor: string | null }> {
    const { state, department, code, jobId, alarm, limit } = query;
    const { rows } = await this.pool.query<Kept>(
      `select ${COLUMNS} from intake.rejection
       where ${SCOPE} and ($3::text is null or state = $3) and ($4::text is null or department = $4)
         and ($5::text is null or code = $5) and ($6::uuid is null or job_id = $6)
         and ($7::boolean is null or alarm = $7) and ($8::bigint is null or ordinal < $8)
       order by ordinal desc limit $9`,
      [...scopeOf(caller), state, department, code, jobId, alarm, ordinalIn(query.cursor), limit + 1],
    );
    const shown = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? cursorAt(shown.at(-1)!.ordinal) : null;
    return { rows: await this.opened(shown), nextCursor };
  }

  /** Throws `intake/no-such-rejection`, also for what lies outside the caller's reach. */
  async get(caller: Caller, rejectionId: string): Promise<RejectionRow> {
    const { rows } = await this.pool.query<Kept>(
      `select ${COLUMNS} from intake.rejection where ${SCOPE} and rejection_id = $3`,
      [...scopeOf(caller), rejectionId],
    );
    if (rows[0] === undefined) throw new Refused(refuse('intake/no-such-rejection', { rejectionId }));
    return (await this.opened(rows))[0]!;
  }

  private async opened(rows: readonly Kept[]): Promise<RejectionRow[]> {
    const opened = await openAll(this.persons, rows);
    return rows.map(({ sealedOriginal: _, sealedTold: _told, sealedSettlement: _settled, ...row }, at) => {
      const { original, told = forgotten(row.code), settled } = opened[at]!;
      const { repaired = null, reason = null } = settled ?? {};
      const erased = original === undefined;
      return { ...row, ...told, erased, original: original ?? Buffer.alloc(0), repaired, reason };
    });
  }
}

type Opened = 'zh' | 'en' | 'errors' | 'original' | 'erased' | 'repaired' | 'reason';
type Kept = Omit<RejectionRow, Opened> & SealedRow;

/** The reason's own words quoted the record; the kind of reason stays. */
const forgotten = (code: string) => ({
  zh: `记录中的个人信息已依法删除（${code}）`,
  en: `The personal data in this record was erased (${code})`,
  errors: [],
});

const cursorAt = (ordinal: string) => Buffer.from(ordinal).toString('base64url');
function ordinalIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const ordinal = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,18}$/.test(ordinal)) throw new Refused(refuse('intake/cursor-malformed'));
  return ordinal;
}
