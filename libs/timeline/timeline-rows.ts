import type { ScopeColumns } from '#authority';
import { Conditions, isInstant, type Vantage } from '#reading';

/** What narrows entries down, of one facility or of all. */
export interface Narrowing {
  readonly department?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  /** First and last instant of the world, both counted. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
/** Rows of the timeline, and the conditions they must fulfil. */
export interface Rows {
  readonly relation: string;
  readonly where: Conditions;
}
/** The same with the columns that decide who may see them. */
export interface Asked extends Rows {
  readonly scope: ScopeColumns;
}

/** The rows that were known, cut to what had happened. */
export function rowsOf({ trueUpTo, knownUpTo }: Vantage): Rows {
  const where = new Conditions();
  if (trueUpTo !== null) where.and(`occurred_at <= ${where.take(trueUpTo)}::timestamptz`);
  if (knownUpTo === null) return { relation: 'read.timeline', where };
  const known = where.take(String(knownUpTo));
  where.and(`known_from <= ${known}::bigint and known_to > ${known}::bigint`);
  return { relation: 'read.timeline_history', where };
}

export function narrow(where: Conditions, asked: Narrowing): void {
  for (const column of ['department', 'severity', 'kind'] as const)
    if (asked[column] !== undefined) where.and(`t.${column} = any(${where.take(asked[column])}::text[])`);
  if (asked.from !== undefined) where.and(`occurred_at >= ${where.take(asked.from)}::timestamptz`);
  if (asked.to !== undefined) where.and(`occurred_at <= ${where.take(asked.to)}::timestamptz`);
}

const instant = (column: string) =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`;
export const OCCURRED_AT = instant('occurred_at');

export const ENTRY = `t.key as "entryId", t.facility_id as "facilityId", t.key as "eventId", event_type as "eventType",
  position::text as position, t.department, kind, severity, ${OCCURRED_AT} as "occurredAt",
  ${instant('recorded_at')} as "recordedAt", zh, en, clause, case_id as "caseId", coalesce(chain, t.key) as chain,
  inspection_id as "inspectionId", coalesce(officers, '[]'::jsonb) as officers, document_no as "documentNo",
  to_char(due_on, 'YYYY-MM-DD') as "dueOn", coalesce(evidence, '[]'::jsonb) as evidence,
  case when source is not null then jsonb_build_object('source', source, 'sourceId', source_id) end as source,
  recorded_by as "recordedBy", label`;

/** The forms of the two values a page of entries ends with. */
export const ENTRY_CURSOR = [isInstant, /^\d{1,18}$/] as const;
export type EntryOrder = 'newest' | 'oldest';

/** Leads on behind the last entry of the page before, and answers the order to read in. */
export function walkOn(where: Conditions, order: EntryOrder, behind: readonly string[] | undefined): string {
  const [beyond, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
  if (behind !== undefined)
    where.and(
      `(t.occurred_at, t.position) ${beyond} (${where.take(behind[0])}::timestamptz, ${where.take(behind[1])}::bigint)`,
    );
  return `t.occurred_at ${direction}, t.position ${direction}`;
}
