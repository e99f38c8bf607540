import { outOfReach, regionsOf, type Caller } from '#authority';
import type { PublishedEvent } from '#contracts';
import { replay } from '#kernel';
import { Conditions, containing, cursorAt, Histories, isPast, valuesIn, type Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FacilityCardAnswer } from './facility-card.answers.js';
import { facilityCard } from './facility-card.projection.js';
import { facilityView, type CardFacts } from './facility-view.projection.js';
import { FINDINGS, type Finding } from './findings.projection.js';
import { countHazards, countHazardsSql, type HazardCounts } from './hazard-count.projection.js';
import { hazard } from './hazard.projection.js';
import { timeline } from './timeline.projection.js';

export interface FacilityQuestion {
  readonly search?: string | undefined;
  readonly region?: string | undefined;
  readonly form?: string | undefined;
  readonly status?: string | undefined;
  readonly hasOpenHazards?: boolean | undefined;
  readonly department?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
export interface FacilityList {
  readonly items: readonly FacilityCardAnswer[];
  readonly nextCursor: string | null;
}

const CARD = `c.facility_id as "facilityId", c.name, c.form, c.region_code as "regionCode", c.address, c.capacity, c.status,
  c.status_since as "statusSince", c.registered_on as "registeredOn", c.filed_on as "filedOn",
  c.filing_no as "filingNo",  c.active_measures as "activeMeasures", c.open_complaints as "openComplaints",
  c.incidents, c.complaints, c.penalties,  c.last_event_at as "lastEventAt", c.because_of as "becauseOf"`;
const FINDING = `facility_id as "facilityId", event_type as "eventType", department, severity, clause, case_id as "caseId",
  to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt", position::text as position,
  chain, inspection_id as "inspectionId"`;
/** How many facilities one as-of page looks at before it asks the caller to go on. */
const LOOKED_AT_ONCE = 400;
const REPLAYED_TOGETHER = 8;
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Reads facility cards: today's from the read models, earlier ones by replaying the facility's events. */
@Injectable()
export class FacilityReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly histories: Histories,
  ) {}

  /**
   * Throws `authority/out-of-reach` for what is missing and for what lies outside the caller's regions
   * alike.
   */
  async get(caller: Caller, facilityId: string, vantage: Vantage): Promise<FacilityCardAnswer> {
    await this.mustReach(caller, facilityId);
    const card = isPast(vantage)
      ? await this.asOf(facilityId, vantage)
      : (await this.cardsOf([facilityId], vantage.day))[0];
    if (card === undefined) throw outOfReach(facilityId);
    return card;
  }

  /** The region it lies in. Throws `authority/out-of-reach`. */
  async mustReach(caller: Caller, facilityId: string): Promise<string> {
    const [found] = await this.dataSource.query<{ region: string }[]>(
      'select region_code as region from read.facility_card where key = $1 and region_code = any($2::text[])',
      [facilityId, regionsOf(caller)],
    );
    if (found === undefined) throw outOfReach(facilityId);
    return found.region;
  }

  async page(caller: Caller, question: FacilityQuestion, vantage: Vantage): Promise<FacilityList> {
    const past = isPast(vantage);
    const { limit } = question;
    const ids = await this.ids(caller, question, { past, limit: past ? LOOKED_AT_ONCE : limit + 1 });
    if (!past) {
      const items = await this.cardsOf(ids.slice(0, limit), vantage.day);
      return { items, nextCursor: ids.length > limit ? cursorAt(ids[limit - 1]!) : null };
    }
    const items: FacilityCardAnswer[] = [];
    for (let at = 0; at < ids.length; at += REPLAYED_TOGETHER) {
      const some = ids.slice(at, at + REPLAYED_TOGETHER);
      const cards = await Promise.all(some.map((id) => this.asOf(id, vantage)));
      for (const card of cards) if (card !== undefined && wasSo(card, question)) items.push(card);
      if (items.length > limit) return { items: items.slice(0, limit), nextCursor: after(items[limit - 1]) };
    }
    return { items, nextCursor: ids.length < LOOKED_AT_ONCE ? null : cursorAt(ids.at(-1)!) };
  }

  /**
   * Ids in order. What a facility is called and where it stands is asked of today; how it stood then, of
   * the replay.
   */
  private async ids(
    caller: Caller,
    question: FacilityQuestion,
    { past, limit }: { past: boolean; limit: number },
  ) {
    const where = new Conditions();
    where.and(`c.region_code = any(${where.take(regionsOf(caller))}::text[])`);
    const [beyond] = valuesIn(question.cursor, ID) ?? [];
    if (beyond !== undefined) where.and(`c.key > ${where.take(beyond)}`);
    identified(where, question);
    if (!past) standing(where, question);
    const rows = await this.dataSource.query<{ key: string }[]>(
      `select c.key from read.facility_card c where ${where.sql} order by c.key limit ${where.take(limit)}`,
      where.parameters,
    );
    return rows.map(({ key }) => key);
  }

  private async cardsOf(ids: readonly string[], day: string): Promise<FacilityCardAnswer[]> {
    if (ids.length === 0) return [];
    const [cards, findings] = await Promise.all([
      this.dataSource.query<(CardFacts & HazardCounts)[]>(
        `select ${CARD}, h.* from read.facility_card c cross join lateral (
           select ${countHazardsSql('$2')} from read.hazard h where h.facility_id = c.facility_id and h.open) h
         where c.key = any($1::text[]) order by c.key`,
        [ids, day],
      ),
      this.dataSource.query<Finding[]>(
        `select ${FINDING} from read.timeline where facility_id = any($1::text[]) and event_type = any($2::text[])`,
        [ids, FINDINGS],
      ),
    ]);
    const byFacility = new Map<string, Finding[]>(cards.map(({ facilityId }) => [facilityId, []]));
    for (const finding of findings) byFacility.get(finding.facilityId)?.push(finding);
    return cards.map((card) => facilityView(card, card, byFacility.get(card.facilityId) ?? []));
  }

  private async asOf(facilityId: string, vantage: Vantage): Promise<FacilityCardAnswer | undefined> {
    const history = await this.histories.about<PublishedEvent>(`facility:${facilityId}`, vantage);
    const card = replay(facilityCard, history, facilityId).get(facilityId);
    if (card === undefined) return undefined;
    const hazards = countHazards(replay(hazard, history, facilityId).values(), vantage.day);
    const lines = [...replay(timeline, history, facilityId).values()];
    return facilityView(card, hazards, lines);
  }
}

const after = (card: FacilityCardAnswer | undefined) => cursorAt(card!.facilityId);

function identified(where: Conditions, { search, region, form, department }: FacilityQuestion): void {
  if (search !== undefined) {
    const typed = where.take(containing(search));
    where.and(`(c.name ilike ${typed} or c.facility_id ilike ${typed} or c.address ilike ${typed})`);
  }
  if (region !== undefined) where.and(`c.region_code = ${where.take(region)}`);
  if (form !== undefined) where.and(`c.form = ${where.take(form)}`);
  if (department !== undefined)
    where.and(
      `exists (select from read.timeline t where t.facility_id = c.facility_id and t.department = ${where.take(department)})`,
    );
}

function standing(where: Conditions, { status, hasOpenHazards }: FacilityQuestion): void {
  if (status !== undefined) where.and(`c.status = ${where.take(status)}`);
  if (hasOpenHazards !== undefined)
    where.and(
      `${hasOpenHazards ? '' : 'not '}exists (select from read.hazard h where h.facility_id = c.facility_id and h.open)`,
    );
}

function wasSo({ status, openHazards }: FacilityCardAnswer, question: FacilityQuestion): boolean {
  const open = openHazards.minor + openHazards.serious + openHazards.grave > 0;
  if (question.status !== undefined && question.status !== status) return false;
  return question.hasOpenHazards === undefined || question.hasOpenHazards === open;
}
