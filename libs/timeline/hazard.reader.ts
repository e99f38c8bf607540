import { regionsOf, type Caller } from '#authority';
import type { Gravity } from '#contracts';
import { Conditions, cursorAt, overdueSql, valuesIn } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { HazardAnswer } from './hazard.answers.js';

export interface HazardQuestion {
  readonly gravity?: Gravity | undefined;
  readonly overdue?: boolean | undefined;
  readonly region?: string | undefined;
  readonly department?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
export interface HazardList {
  readonly items: readonly HazardAnswer[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Sorts behind every day there is. */
const NO_DAY = '9999-12-31';
const DUE = `coalesce(h.due_on, '${NO_DAY}')`;
const KEY = /^[^\0]{1,200}$/;

/** Reads the register of hazards. Every finding is for staff, so nothing is withheld within a region. */
@Injectable()
export class HazardReader {
  constructor(private readonly dataSource: DataSource) {}

  async page(caller: Caller, question: HazardQuestion, day: string): Promise<HazardList> {
    const where = conditionsOf(caller, question, day);
    const [rows, [count]] = await Promise.all([
      this.rows(where.copy(), question, day),
      this.dataSource.query<{ total: number }[]>(
        `select count(*)::int as total from read.hazard h where ${where.sql}`,
        where.parameters,
      ),
    ]);
    const items = rows.slice(0, question.limit).map(({ key: _, ...item }) => item);
    const last = rows.length > question.limit ? rows[question.limit - 1] : undefined;
    const nextCursor = last ? cursorAt(last.dueOn ?? NO_DAY, last.key) : null;
    return { items, nextCursor, total: count!.total };
  }

  private rows(where: Conditions, { cursor, limit }: HazardQuestion, day: string) {
    const [due, key] = valuesIn(cursor, /^\d{4}-\d\d-\d\d$/, KEY) ?? [];
    if (due !== undefined) where.and(`(${DUE}, h.key) > (${where.take(due)}, ${where.take(key)})`);
    return this.dataSource.query<(HazardAnswer & { key: string })[]>(
      `select h.key, h.hazard_id as "hazardId", h.facility_id as "facilityId", c.name as "facilityName",
         h.region as "regionCode", h.department, h.gravity, h.finding, h.clause, h.found_at as "foundAt",
         h.due_on as "dueOn", coalesce(${overdueSql(where.take(day))}, false) as overdue, h.claimed,
         h.order_no as "orderNo", t.key as "eventId"
       from read.hazard h left join read.facility_card c on c.key = h.facility_id
       left join lateral (
         select t.key from read.timeline t
         where t.facility_id = h.facility_id and t.chain = h.hazard_id and t.event_type = 'HazardFound'
         order by t.occurred_at desc limit 1) t on true
       where ${where.sql} order by ${DUE}, h.key limit ${where.take(limit + 1)}`,
      where.parameters,
    );
  }
}

function conditionsOf(caller: Caller, question: HazardQuestion, day: string): Conditions {
  const where = new Conditions().and('h.open');
  where.and(`h.region = any(${where.take(regionsOf(caller))}::text[])`);
  for (const column of ['gravity', 'region', 'department'] as const)
    if (question[column] !== undefined) where.and(`h.${column} = ${where.take(question[column])}`);
  if (question.overdue !== undefined)
    where.and(`${question.overdue ? '' : 'not '}coalesce(${overdueSql(where.take(day))}, false)`);
  return where;
}
