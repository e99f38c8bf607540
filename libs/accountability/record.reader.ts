import { visibleSql, type Caller } from '#authority';
import { Conditions, type Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actKinds, type ActKind, type RecordRow } from './record.table.js';
import { obligationsOf, owedBy, type Owed } from './obligation.projection.js';
import { termsOf, type Term } from './term.projection.js';
import type { TenureRow } from './tenure.table.js';

const instant = (column: string) =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`;
const TURN = `post_id as "postId", department, region, label, turn, "on", official_id as "officialId", name, title,
  region_code as "regionCode", document_no as "documentNo", handed_over_to as "handedOverTo",
  ${instant('occurred_at')} as "occurredAt", event_id as "eventId"`;
const FACT = `key, kind, official_id as "officialId", post_id as "postId", department, region, label,
  facility_id as "facilityId", case_id as "caseId", "on", due_on as "dueOn", zh, en,
  position::text as position,
  to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt",
  ${instant('recorded_at')} as "recordedAt", event_id as "eventId"`;

export interface Fact extends RecordRow {
  readonly key: string;
}
/** What one official's record is made of. */
export interface OfficialFacts {
  readonly officialId: string;
  readonly names: readonly string[];
  readonly terms: readonly Term[];
  readonly owed: readonly Owed[];
  readonly acts: readonly Fact[];
}
interface Known {
  readonly facts: readonly Fact[];
  readonly turns: readonly TenureRow[];
  readonly withheld: number;
}
const scope = { label: 'label', department: 'department', region: 'region' };
const acts: ReadonlySet<string> = new Set(actKinds);

/** Reads `record` and `tenure`, as known and as true by then, and puts both sides of each record together. */
@Injectable()
export class RecordReader {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of the ids asked. What the caller may not see takes no part, and is counted. */
  async about(
    caller: Caller,
    officialIds: readonly string[],
    vantage: Vantage,
  ): Promise<{ officials: OfficialFacts[]; withheld: number }> {
    const { facts, turns, withheld } = await this.known(caller, officialIds, vantage);
    const terms = termsOf(turns);
    const obligations = obligationsOf(facts);
    const officials = officialIds.map((officialId) => {
      const own = terms.filter((term) => term.officialId === officialId);
      return {
        officialId,
        names: turns.flatMap((turn) =>
          turn.officialId === officialId && turn.name !== null ? [turn.name] : [],
        ),
        terms: own,
        owed: owedBy(officialId, obligations, terms, vantage.day),
        acts: facts.filter(
          (fact) => acts.has(fact.kind) && (fact.officialId === officialId || fellTo(fact, own)),
        ),
      };
    });
    return { officials, withheld };
  }

  private async known(caller: Caller, officialIds: readonly string[], vantage: Vantage): Promise<Known> {
    const turns = await this.turns(officialIds, vantage);
    const posts = [...new Set(turns.map(({ postId }) => postId))];
    const all = await this.facts(caller, { officialIds, posts }, vantage);
    const facts = all.filter(({ visible }) => visible);
    return {
      facts,
      turns,
      withheld: new Set(all.filter(({ visible }) => !visible).map(({ key }) => key)).size,
    };
  }

  /**
   * Every turn of every post that one of these officials ever held: who came before and after stands in
   * them.
   */
  private turns(officialIds: readonly string[], vantage: Vantage): Promise<TenureRow[]> {
    const { relation, where } = from('tenure', vantage);
    const mine = `select post_id from read.tenure where official_id = any(${where.take(officialIds)}::text[])`;
    where.and(`t.post_id in (${mine})`);
    return this.dataSource.query<TenureRow[]>(
      `select ${TURN} from ${relation} t where ${where.sql} order by t.known_from`,
      where.parameters,
    );
  }

  /** Everything said in a case that concerns one of these officials or posts. */
  private facts(
    caller: Caller,
    { officialIds, posts }: { officialIds: readonly string[]; posts: readonly string[] },
    vantage: Vantage,
  ): Promise<(Fact & { visible: boolean })[]> {
    const { relation, where } = from('record', vantage);
    const [officials, held] = [where.take(officialIds), where.take(posts)];
    where.and(
      `t.case_id in (select case_id from read.record where official_id = any(${officials}::text[])
         union select case_id from read.record where post_id = any(${held}::text[]))`,
    );
    const visible = visibleSql(caller, scope, where.parameters.length + 1);
    return this.dataSource.query<(Fact & { visible: boolean })[]>(
      `select ${FACT}, ${visible.sql} as visible from ${relation} t where ${where.sql} order by t.position, t.key`,
      [...where.parameters, ...visible.parameters],
    );
  }
}

/** A duty is assigned to a post; it falls to whoever held it on that day or took it while the duty stood. */
const fellTo = ({ kind, postId, on }: Fact, own: readonly Term[]) =>
  kind === 'duty-assigned' &&
  own.some((term) => term.postId === postId && term.from <= on && (term.to === null || term.to >= on));

function from(name: string, { trueUpTo, knownUpTo }: Vantage) {
  const where = new Conditions();
  if (trueUpTo !== null) where.and(`t.occurred_at <= ${where.take(trueUpTo)}::timestamptz`);
  if (knownUpTo === null) return { relation: `read.${name}`, where };
  const known = where.take(String(knownUpTo));
  where.and(`t.known_from <= ${known}::bigint and t.known_to > ${known}::bigint`);
  return { relation: `read.${name}_history`, where };
}

/** An act as the record tells it. */
export const actOf = (fact: Fact) => ({
  actId: fact.key,
  kind: fact.kind as ActKind,
  facilityId: fact.facilityId,
  caseId: fact.caseId,
  postId: fact.postId!,
  occurredAt: fact.occurredAt,
  recordedAt: fact.recordedAt,
  zh: fact.zh,
  en: fact.en,
  eventId: fact.eventId,
});
