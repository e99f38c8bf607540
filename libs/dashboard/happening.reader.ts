import { regionsOf, visibleSql, type Caller } from '#authority';
import { workingDaysBetween, addDays } from '#rulebook';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { attentionSentence, severityOf, type Waiting } from './attention.words.js';
import type {
  AttentionAnswer,
  ChangeAnswer,
  DepartmentCount,
  FiguresAnswer,
  MonthCount,
  SilenceAnswer,
} from './figures.answers.js';

export interface Now {
  readonly now: Date;
  readonly today: string;
  /** First day of "lately". */
  readonly since: string;
}
type Happening = Pick<
  FiguresAnswer,
  'inspectionsLast30Days' | 'byMonth' | 'needsAttention' | 'changed' | 'silent' | 'events'
>;
interface WaitingRow extends Omit<Waiting, 'workingDaysOver' | 'workingDaysLeft'> {
  readonly facilityId: string;
  readonly name: string | null;
  readonly regionCode: string;
  readonly department: string;
  readonly eventId: string | null;
}

/** Their own department's hazards need these roles; everybody else looks at all. */
const ONE_DEPARTMENT: readonly Caller['role'][] = ['inspector', 'clerk', 'lead'];
const MOST = 20;
/** How far ahead a day that runs out is shown. */
const SOON_DAYS = 7;
/** Below this a pause is never called silence. */
const NEVER_SILENT_HOURS = 72;
const MONTHS = `to_char(occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM')`;

/** What happens: what waits, what changed, who is silent, and how it went month by month. */
@Injectable()
export class HappeningReader {
  constructor(private readonly dataSource: DataSource) {}

  async read(caller: Caller, now: Now): Promise<Happening> {
    const [months, lately, needsAttention, changed, silent, events] = await Promise.all([
      this.byMonth(caller, now),
      this.lately(caller, now),
      this.needsAttention(caller, now),
      this.changed(caller),
      this.silent(caller, now),
      this.events(caller),
    ]);
    return { byMonth: months, inspectionsLast30Days: lately, needsAttention, changed, silent, events };
  }

  private seenBy(caller: Caller, first: number) {
    return visibleSql(caller, { label: 't.label', department: 't.department', region: 't.region' }, first);
  }

  private byMonth(caller: Caller, { today }: Now): Promise<MonthCount[]> {
    const { sql, parameters } = this.seenBy(caller, 2);
    return this.dataSource.query<MonthCount[]>(
      `select ${MONTHS} as month, department,
         count(*) filter (where event_type = 'InspectionClosed')::int as inspections,
         count(*) filter (where event_type = 'HazardFound')::int as hazards
       from read.timeline t
       where event_type in ('InspectionClosed', 'HazardFound') and ${sql}
         and occurred_at >= (date_trunc('month', $1::timestamp) - interval '17 months') at time zone 'Asia/Shanghai'
       group by 1, 2 order by 1, 2`,
      [today, ...parameters],
    );
  }

  private lately(caller: Caller, { since }: Now): Promise<DepartmentCount[]> {
    const { sql, parameters } = this.seenBy(caller, 2);
    return this.dataSource.query<DepartmentCount[]>(
      `select department, count(*)::int as count from read.timeline t
       where event_type = 'InspectionClosed' and occurred_at >= $1::timestamptz and ${sql}
       group by department order by count desc, department`,
      [`${since}T00:00:00+08:00`, ...parameters],
    );
  }

  private async needsAttention(caller: Caller, { today }: Now): Promise<AttentionAnswer[]> {
    const own = ONE_DEPARTMENT.includes(caller.role) ? caller.department : null;
    const rows = await this.dataSource.query<WaitingRow[]>(
      `select h.facility_id as "facilityId", c.name, h.region as "regionCode", h.department, h.gravity,
         h.finding, h.claimed, h.due_on as "dueOn", t.key as "eventId"
       from read.hazard h left join read.facility_card c on c.key = h.facility_id
       left join read.timeline t
         on t.facility_id = h.facility_id and t.chain = h.hazard_id and t.event_type = 'HazardFound'
       where h.open and h.region = any($1::text[]) and ($2::text is null or h.department = $2)
         and (h.due_on <= $3 or (h.due_on is null and h.gravity = 'grave'))
       order by array_position(array['grave', 'serious', 'minor'], h.gravity), h.due_on, h.key limit ${MOST}`,
      [regionsOf(caller), own, addDays(today, SOON_DAYS)],
    );
    return rows.map(({ gravity, finding, claimed, ...row }) => {
      const waiting = { gravity, finding, claimed, dueOn: row.dueOn, ...daysOf(row.dueOn, today) };
      return { ...row, severity: severityOf[gravity], ...attentionSentence(waiting) };
    });
  }

  private changed(caller: Caller): Promise<ChangeAnswer[]> {
    const { sql, parameters } = this.seenBy(caller, 1);
    return this.dataSource.query<ChangeAnswer[]>(
      `select t.key as "eventId", t.facility_id as "facilityId", c.name, t.department, t.severity, t.zh, t.en,
         t.occurred_at as "occurredAt", t.recorded_at as "recordedAt", t.position::text as position
       from read.timeline t left join read.facility_card c on c.key = t.facility_id
       where ${sql} order by t.position desc limit 10`,
      [...parameters],
    );
  }

  /**
   * A pause is silence when it is longer than nine of ten pauses of that department in the last half year.
   */
  private silent(caller: Caller, { now }: Now): Promise<SilenceAnswer[]> {
    const { sql, parameters } = this.seenBy(caller, 2);
    return this.dataSource.query<SilenceAnswer[]>(
      `with pause as (
         select department, recorded_at, recorded_at - lag(recorded_at) over w as gap from read.timeline t
         where recorded_at >= $1::timestamptz - interval '180 days' and recorded_at <= $1::timestamptz and ${sql}
         window w as (partition by department order by recorded_at)),
       usual as (
         select department, max(recorded_at) as last, count(*) as times,
           percentile_cont(0.9) within group (order by extract(epoch from gap) / 3600)
             filter (where gap > interval '1 hour') as hours
         from pause group by department)
       select department, last as "lastRecordedAt", round(hours)::int as "usualGapHours",
         round(extract(epoch from $1::timestamptz - last) / 3600)::int as "silentHours"
       from usual where times >= 10
         and extract(epoch from $1::timestamptz - last) / 3600 > greatest(hours, ${NEVER_SILENT_HOURS})
       order by "silentHours" desc`,
      [now.toISOString(), ...parameters],
    );
  }

  private async events(caller: Caller): Promise<number> {
    const { sql, parameters } = this.seenBy(caller, 1);
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from read.timeline t where ${sql}`,
      [...parameters],
    );
    return row!.count;
  }
}

function daysOf(dueOn: string | null, today: string) {
  if (dueOn === null) return { workingDaysOver: 0, workingDaysLeft: 0 };
  return {
    workingDaysOver: workingDaysBetween(dueOn, today),
    workingDaysLeft: workingDaysBetween(today, dueOn),
  };
}
