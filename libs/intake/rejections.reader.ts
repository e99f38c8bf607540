import { regionsOf, type Caller } from '#authority';
import { Refused, refuse } from '#kernel';
import type { Pool } from 'pg';
import type { RejectionAnswer } from './rejection.answers.js';

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

/** A row of the list, as the table holds it. */
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
  department, region, sender_region as "senderRegion", step, code, zh, en, errors, source,
  source_id as "sourceId", type, original, attributes, alarm, state, resent_event_id as "resentEventId",
  row_number as row, coalesce(file, place) as file, job_id as "jobId", entry, repaired, reason, settled_at as "settledAt",
  settled_by as "settledBy"`;

/** Rejections of the own department in the own region; oversight sees every department's. */
const SCOPE = `region = any ($1) and ($2::text is null or department = $2)`;
const scopeOf = (caller: Caller) => [regionsOf(caller), caller.role === 'auditor' ? null : caller.department];

export class RejectionList {
  constructor(private readonly pool: Pool) {}

  /** Newest first. Throws `intake/cursor-malformed`. */
  async page(
    caller: Caller,
    query: RejectionQuery,
  ): Promise<{ rows: RejectionRow[]; nextCursor: string | null }> {
    const { state, department, code, jobId, alarm, limit } = query;
    const { rows } = await this.pool.query<RejectionRow>(
      `select ${COLUMNS} from intake.rejection
       where ${SCOPE} and ($3::text is null or state = $3) and ($4::text is null or department = $4)
         and ($5::text is null or code = $5) and ($6::uuid is null or job_id = $6)
         and ($7::boolean is null or alarm = $7) and ($8::bigint is null or ordinal < $8)
       order by ordinal desc limit $9`,
      [...scopeOf(caller), state, department, code, jobId, alarm, ordinalIn(query.cursor), limit + 1],
    );
    const shown = rows.slice(0, limit);
    return { rows: shown, nextCursor: rows.length > limit ? cursorAt(shown.at(-1)!.ordinal) : null };
  }

  /** Throws `intake/no-such-rejection`, also for what lies outside the caller's reach. */
  async get(caller: Caller, rejectionId: string): Promise<RejectionRow> {
    const { rows } = await this.pool.query<RejectionRow>(
      `select ${COLUMNS} from intake.rejection where ${SCOPE} and rejection_id = $3`,
      [...scopeOf(caller), rejectionId],
    );
    if (rows[0] === undefined) throw new Refused(refuse('intake/no-such-rejection', { rejectionId }));
    return rows[0];
  }
}

const cursorAt = (ordinal: string) => Buffer.from(ordinal).toString('base64url');
function ordinalIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const ordinal = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,18}$/.test(ordinal)) throw new Refused(refuse('intake/cursor-malformed'));
  return ordinal;
}
