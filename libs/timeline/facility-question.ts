import { regionsOf, visibleSql, type Caller } from '#authority';
import { Conditions, containing, overdueSql } from '#reading';
import type { FacilityCardAnswer } from './facility-card.answers.js';

export interface FacilityQuestion {
  readonly search?: string | undefined;
  readonly region?: string | undefined;
  readonly form?: string | undefined;
  readonly status?: string | undefined;
  readonly hasOpenHazards?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  readonly department?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
/** What a facility is called and where it lies, and who has spoken of it. */
export function asked(caller: Caller, { search, region, form, department }: FacilityQuestion): Conditions {
  const where = new Conditions();
  where.and(`c.region_code = any(${where.take(regionsOf(caller))}::text[])`);
  if (search !== undefined) {
    const typed = where.take(containing(search));
    where.and(`(c.name ilike ${typed} or c.facility_id ilike ${typed} or c.address ilike ${typed})`);
  }
  if (region !== undefined) where.and(`c.region_code = ${where.take(region)}`);
  if (form !== undefined) where.and(`c.form = ${where.take(form)}`);
  if (department !== undefined) spokenAbout(where, caller, department);
  return where;
}

/** The department has said something about it that the caller may see. */
function spokenAbout(where: Conditions, caller: Caller, department: string): void {
  const said = `t.facility_id = c.facility_id and t.department = ${where.take(department)}`;
  where.andMadeBy((first) => {
    const columns = { label: 't.label', department: 't.department', region: 'c.region_code' };
    const { sql, parameters } = visibleSql(caller, columns, first);
    return { sql: `exists (select from read.timeline t where ${said} and ${sql})`, parameters };
  });
}

/** How it stands today. */
export function standing(where: Conditions, question: FacilityQuestion, day: string): void {
  const { status, hasOpenHazards, overdue } = question;
  if (status !== undefined) where.and(`c.status = ${where.take(status)}`);
  const hazards = (so: boolean, which: string) =>
    where.and(
      `${so ? '' : 'not '}exists (select from read.hazard h where h.facility_id = c.facility_id and h.open${which})`,
    );
  if (hasOpenHazards !== undefined) hazards(hasOpenHazards, '');
  if (overdue !== undefined) hazards(overdue, ` and ${overdueSql(where.take(day))}`);
}

/** Whether it stood so, by its card of that day. */
export function wasSo({ status, openHazards, overdueHazards }: FacilityCardAnswer, asked: FacilityQuestion) {
  const open = openHazards.minor + openHazards.serious + openHazards.grave > 0;
  if (asked.status !== undefined && asked.status !== status) return false;
  if (asked.overdue !== undefined && asked.overdue !== overdueHazards > 0) return false;
  return asked.hasOpenHazards === undefined || asked.hasOpenHazards === open;
}
