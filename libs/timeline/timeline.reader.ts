import { visibleSql, type Caller } from '#authority';
import { cursorAt, valuesIn, type Conditions, type Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statusBands, type StatusBand, type Turning } from './status-band.projection.js';
import type { TimelineEntryAnswer } from './timeline.answers.js';
import { ENTRY, ENTRY_CURSOR, narrow, OCCURRED_AT, rowsOf, walkOn } from './timeline-rows.js';
import type { Asked, EntryOrder, Narrowing } from './timeline-rows.js';

export interface TimelineQuestion extends Narrowing {
  readonly facilityId: string;
  /** Where the facility lies; its entries lie there with it. */
  readonly regionCode: string;
  readonly order: EntryOrder;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface TimelineView {
  readonly items: readonly TimelineEntryAnswer[];
  readonly nextCursor: string | null;
  readonly withheld: number;
  readonly statusBands: readonly StatusBand[];
}

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
    const items = await this.chained(rows.slice(0, question.limit), vantage);
    const last = rows.length > question.limit ? items.at(-1) : undefined;
    const nextCursor = last ? cursorAt(last.occurredAt, last.position) : null;
    return { items, nextCursor, withheld, statusBands: bands };
  }

  /**
   * A lifting names its measure alone; the chain it ends is the one that measure was imposed in, as far as
   * that was known by then.
   */
  async chained<E extends TimelineEntryAnswer>(items: readonly E[], vantage: Vantage): Promise<readonly E[]> {
    const lifted = items.filter(({ eventType }) => eventType === 'MeasureLifted');
    if (lifted.length === 0) return items;
    const { relation, where } = rowsOf(vantage);
    where.and(`facility_id = any(${where.take(lifted.map(({ facilityId }) => facilityId))}::text[])`);
    where.and(`case_id = any(${where.take(lifted.map(({ caseId }) => caseId))}::text[])`);
    const imposed = await this.ask<{ measure: string; chain: string }>(
      `select facility_id || '/' || case_id as measure, chain from ${relation} t
       where ${where.sql} and event_type = 'MeasureImposed' and chain <> case_id`,
      where,
    );
    const chains = new Map(imposed.map(({ measure, chain }) => [measure, chain]));
    return items.map((item) => {
      const chain =
        item.eventType === 'MeasureLifted' ? chains.get(`${item.facilityId}/${item.caseId}`) : undefined;
      return chain === undefined ? item : { ...item, chain };
    });
  }

  private entries(caller: Caller, { order, limit, cursor }: TimelineQuestion, asked: Asked) {
    const where = asked.where.copy().andMadeBy((first) => visibleSql(caller, asked.scope, first));
    const walk = walkOn(where, order, valuesIn(cursor, ...ENTRY_CURSOR));
    return this.ask<TimelineEntryAnswer>(
      `select ${ENTRY} from ${asked.relation} t where ${where.sql} order by ${walk} limit ${where.take(limit + 1)}`,
      where,
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
    const { relation, where } = rowsOf(vantage);
    where.and(`facility_id = ${where.take(facilityId)} and status_turn is not null`);
    return this.ask<Turning>(
      `select key as "eventId", status_turn as "statusTurn", case_id as "caseId", ${OCCURRED_AT} as "occurredAt"
       from ${relation} t where ${where.sql} order by t.occurred_at, t.position`,
      where,
    ).then(statusBands);
  }

  private ask<Row>(sql: string, { parameters }: Conditions): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, parameters);
  }
}

function conditionsOf(question: TimelineQuestion, vantage: Vantage): Asked {
  const { relation, where } = rowsOf(vantage);
  where.and(`facility_id = ${where.take(question.facilityId)}`);
  narrow(where, question);
  const region = `${where.take(question.regionCode)}::text`;
  return { relation, where, scope: { label: 'label', department: 'department', region } };
}
