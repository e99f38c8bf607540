import { outOfReach, regionsOf, type Caller } from '#authority';
import type { PublishedEvent } from '#contracts';
import { replay } from '#kernel';
import { cursorAt, Histories, isPast, overdueSql, valuesIn } from '#reading';
import type { Conditions, Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FacilityCardAnswer } from './facility-card.answers.js';
import { facilityCard } from './facility-card.projection.js';
import { asked, standing, wasSo, type FacilityQuestion } from './facility-question.js';
import { facilityView, type CardFacts } from './facility-view.projection.js';
import { FINDINGS, type Finding } from './findings.projection.js';
import { countHazards, type HazardCounts } from './hazard-count.projection.js';
import { hazard } from './hazard.projection.js';
import { timeline } from './timeline.projection.js';

export interface FacilityList {
  readonly items: readonly FacilityCardAnswer[];
  readonly nextCursor: string | null;
  readonly total: number | null;
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
    const where = asked(caller, question);
    if (isPast(vantage)) return { ...(await this.pastPage(where, question, vantage)), total: null };
    standing(where, question, vantage.day);
    const { limit } = question;
    const [ids, [count]] = await Promise.all([
      this.ids(where.copy(), question, limit + 1),
      this.dataSource.query<{ total: number }[]>(
        `select count(*)::int as total from read.facility_card c where ${where.sql}`,
        where.parameters,
      ),
    ]);
    const items = await this.cardsOf(ids.slice(0, limit), vantage.day);
    return { items, nextCursor: ids.length > limit ? cursorAt(ids[limit - 1]!) : null, total: count!.total };
  }

  /**
   * What a facility is called and where it stands is asked of today; how it stood then, of the replay.
   */
  private async pastPage(where: Conditions, question: FacilityQuestion, vantage: Vantage) {
    const { limit } = question;
    const ids = await this.ids(where, question, LOOKED_AT_ONCE);
    const items: FacilityCardAnswer[] = [];
    for (let at = 0; at < ids.length; at += REPLAYED_TOGETHER) {
      const some = ids.slice(at, at + REPLAYED_TOGETHER);
      const cards = await Promise.all(some.map((id) => this.asOf(id, vantage)));
      for (const card of cards) if (card !== undefined && wasSo(card, question)) items.push(card);
      if (items.length > limit) return { items: items.slice(0, limit), nextCursor: after(items[limit - 1]) };
    }
    return { items, nextCursor: ids.length < LOOKED_AT_ONCE ? null : cursorAt(ids.at(-1)!) };
  }

  /** Ids in order, behind the page before. */
  private async ids(where: Conditions, { cursor }: FacilityQuestion, limit: number) {
    const [beyond] = valuesIn(cursor, ID) ?? [];
    if (beyond !== undefined) where.and(`c.key > ${where.take(beyond)}`);
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

/** What `countHazards` counts, in SQL, over rows of `read.hazard h` of one facility that are open. */
const countHazardsSql = (day: string) => `
  count(*) filter (where h.gravity = 'minor')::int as minor, count(*) filter (where h.gravity = 'serious')::int as serious,
  count(*) filter (where h.gravity = 'grave')::int as grave,
  count(*) filter (where ${overdueSql(day)})::int as overdue,
  count(*) filter (where h.claimed)::int as "awaitingRecheck", count(h.order_no)::int as orders`;
