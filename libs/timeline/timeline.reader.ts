import { visibleSql, type Caller, type ScopeColumns } from '#authority';
import { Conditions, cursorAt, valuesIn, type Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statusBands, type StatusBand, type Turning } from './status-band.projection.js';
import type { TimelineEntryAnswer } from './timeline.answers.js';

export interface TimelineQuestion {
  readonly facilityId: string;
  /** Where the facility lies; its entries lie there with it. */
  readonly regionCode: string;
  readonly department?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  /** First and last instant of the world, both counted. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface TimelineView {
  readonly items: readonly TimelineEntryAnswer[];
  readonly nextCursor: string | null;
  readonly withheld: number;
  readonly statusBands: readonly StatusBand[];
}

const instant = (column: string) =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`;

export const ENTRY = `key as "entryId", facility_id as "facilityId", key as "eventId", event_type as "eventType",
  position::text as position, department, kind, severity, ${instant('occurred_at')} as "occurredAt",
  ${instant('recorded_at')} as "recordedAt", zh, en, clause, case_id as "caseId", coalesce(chain, key) as chain,
  inspection_id as "inspectionId", coalesce(officers, '[]'::jsonb) as officers, document_no as "documentNo",
  to_char(due_on, 'YYYY-MM-DD') as "dueOn", coalesce(evidence, '[]'::jsonb) as evidence,
  case when source is not null then jsonb_build_object('source', source, 'sourceId', source_id) end as source,
  recorded_by as "recordedBy", label`;

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Reads `timeline`. First and later pages walk the index (facility, occurred at, position). */
@Injectable()
export class TimelineReader {
  constructor(private readonly dataSource: DataSource) {}

  async page(caller: Caller, question: TimelineQuestion, vantage: Vantage): Promise<TimelineView> {
    const asked = conditionsOf(question, vantage);
    const [rows, withheld, bands] = await Promise.all([
      this.entries(caller, question, asked),
      this.withheld(caller, asked),
      this.bands(question.facilityId, vantage),
    ]);
    const shown = rows.slice(0, question.limit);
    const items = await this.chained(question.facilityId, shown, vantage);
    const last = rows.length > question.limit ? items.at(-1) : undefined;
    const nextCursor = last ? cursorAt(last.occurredAt, last.position) : null;
    return { items, nextCursor, withheld, statusBands: bands };
  }

  private entries(caller: Caller, { order, limit, cursor }: TimelineQuestion, asked: Asked) {
    const where = asked.where.copy().andMadeBy((first) => visibleSql(caller, asked.scope, first));
    const [occurredAt, position] = valuesIn(cursor, INSTANT, /^\d{1,19}$/) ?? [];
    const [beyond, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
    if (occurredAt !== undefined)
      where.and(
        `(t.occurred_at, t.position) ${beyond} (${where.take(occurredAt)}::timestamptz, ${where.take(position)}::bigint)`,
      );
    return this.ask<TimelineEntryAnswer>(
      `select ${ENTRY} from ${asked.relation} t where ${where.sql}
       order by t.occurred_at ${direction}, t.position ${direction} limit ${where.take(limit + 1)}`,
      where,
    );
  }

  /**
   * A lifting names its measure alone; the chain it ends is the one that measure was imposed in, as far as
   * that was known by then.
   */
  private async chained(facilityId: string, items: readonly TimelineEntryAnswer[], vantage: Vantage) {
    const lifted = items.filter(({ eventType }) => eventType === 'MeasureLifted').map(({ caseId }) => caseId);
    if (lifted.length === 0) return items;
    const { relation, where } = from(vantage);
    where.and(`facility_id = ${where.take(facilityId)} and event_type = 'MeasureImposed'`);
    where.and(`case_id = any(${where.take(lifted)}::text[]) and chain <> case_id`);
    const imposed = await this.ask<{ caseId: string; chain: string }>(
      `select case_id as "caseId", chain from ${relation} t where ${where.sql}`,
      where,
    );
    const chains = new Map(imposed.map(({ caseId, chain }) => [caseId, chain]));
    return items.map((item) =>
      item.eventType === 'MeasureLifted' ? { ...item, chain: chains.get(item.caseId!) ?? item.chain } : item,
    );
  }

  private async withheld(caller: Caller, asked: Asked): Promise<number> {
    const where = asked.where.copy().and(`label in ('L3', 'L4')`);
    where.andMadeBy((first) => {
      const { sql, parameters } = visibleSql(caller, asked.scope, first);
      return { sql: `not ${sql}`, parameters };
    });
    const [row] = await this.ask<{ withheld: number }>(
      `select count(*)::int as withheld from ${asked.relation} t where ${where.sql}`,
      where,
    );
    return row!.withheld;
  }

  private bands(facilityId: string, vantage: Vantage): Promise<StatusBand[]> {
    const { relation, where } = from(vantage);
    where.and(`facility_id = ${where.take(facilityId)} and status_turn is not null`);
    return this.ask<Turning>(
      `select key as "eventId", status_turn as "statusTurn", case_id as "caseId", ${instant('occurred_at')} as "occurredAt"
       from ${relation} t where ${where.sql} order by t.occurred_at, t.position`,
      where,
    ).then(statusBands);
  }

  private ask<Row>(sql: string, { parameters }: Conditions): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, parameters);
  }
}

interface Rows {
  readonly relation: string;
  readonly where: Conditions;
}
interface Asked extends Rows {
  readonly scope: ScopeColumns;
}

/** The rows that were known, cut to what had happened. */
function from({ trueUpTo, knownUpTo }: Vantage): Rows {
  const where = new Conditions();
  if (trueUpTo !== null) where.and(`occurred_at <= ${where.take(trueUpTo)}::timestamptz`);
  if (knownUpTo === null) return { relation: 'read.timeline', where };
  const known = where.take(String(knownUpTo));
  where.and(`known_from <= ${known}::bigint and known_to > ${known}::bigint`);
  return { relation: 'read.timeline_history', where };
}

function conditionsOf(question: TimelineQuestion, vantage: Vantage): Asked {
  const { relation, where } = from(vantage);
  where.and(`facility_id = ${where.take(question.facilityId)}`);
  for (const column of ['department', 'severity', 'kind'] as const)
    if (question[column] !== undefined) where.and(`${column} = any(${where.take(question[column])}::text[])`);
  if (question.from !== undefined) where.and(`occurred_at >= ${where.take(question.from)}::timestamptz`);
  if (question.to !== undefined) where.and(`occurred_at <= ${where.take(question.to)}::timestamptz`);
  const region = `${where.take(question.regionCode)}::text`;
  return { relation, where, scope: { label: 'label', department: 'department', region } };
}
