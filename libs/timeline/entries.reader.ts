import { visibleSql, type Caller } from '#authority';
import { cursorAt, valuesIn, type Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ListedEntryAnswer } from './entries.answers.js';
import { ENTRY, ENTRY_CURSOR, narrow, rowsOf, walkOn, type Asked } from './timeline-rows.js';
import type { EntryOrder, Narrowing } from './timeline-rows.js';
import { TimelineReader } from './timeline.reader.js';

export interface EntriesQuestion extends Narrowing {
  readonly type?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly order: EntryOrder;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
export interface EntriesView {
  readonly items: readonly ListedEntryAnswer[];
  readonly nextCursor: string | null;
  /** On all pages together. */
  readonly total: number;
  readonly withheld: number;
}

/** Entries of every facility in one list: what a figure counted. */
@Injectable()
export class EntriesReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly timelines: TimelineReader,
  ) {}

  async page(caller: Caller, question: EntriesQuestion, vantage: Vantage): Promise<EntriesView> {
    const asked = conditionsOf(question, vantage);
    const [rows, counts] = await Promise.all([
      this.entries(caller, question, asked),
      this.counts(caller, asked),
    ]);
    const items = await this.timelines.chained(rows.slice(0, question.limit), vantage);
    const last = rows.length > question.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? cursorAt(last.occurredAt, last.position) : null, ...counts };
  }

  private entries(caller: Caller, { order, limit, cursor }: EntriesQuestion, asked: Asked) {
    const where = asked.where.copy().andMadeBy((first) => visibleSql(caller, asked.scope, first));
    const walk = walkOn(where, order, valuesIn(cursor, ...ENTRY_CURSOR));
    return this.dataSource.query<ListedEntryAnswer[]>(
      `select ${ENTRY}, c.name as "facilityName", t.region as "regionCode"
       from ${asked.relation} t left join read.facility_card c on c.key = t.facility_id
       where ${where.sql} order by ${walk} limit ${where.take(limit + 1)}`,
      where.parameters,
    );
  }

  /** Withheld is what lies in the caller's regions and under a label that is not theirs. */
  private async counts(caller: Caller, asked: Asked): Promise<Pick<EntriesView, 'total' | 'withheld'>> {
    const where = asked.where.copy();
    let seen = '';
    where.andMadeBy((first) => {
      const visible = visibleSql(caller, asked.scope, first);
      seen = visible.sql;
      return { sql: `${asked.scope.region} = any($${first + 2}::text[])`, parameters: visible.parameters };
    });
    const [row] = await this.dataSource.query<Pick<EntriesView, 'total' | 'withheld'>[]>(
      `select count(*) filter (where ${seen})::int as total, count(*) filter (where not ${seen})::int as withheld
       from ${asked.relation} t where ${where.sql}`,
      where.parameters,
    );
    return row!;
  }
}

function conditionsOf(question: EntriesQuestion, vantage: Vantage): Asked {
  const { relation, where } = rowsOf(vantage);
  narrow(where, question);
  if (question.type !== undefined) where.and(`event_type = any(${where.take(question.type)}::text[])`);
  if (question.region !== undefined) where.and(`t.region = ${where.take(question.region)}`);
  return { relation, where, scope: { label: 't.label', department: 't.department', region: 't.region' } };
}
