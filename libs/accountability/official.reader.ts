import { may, outOfReach, regionsOf, type Caller } from '#authority';
import { PersonalData } from '#kernel';
import { Conditions, containing, cursorAt, valuesIn, type Vantage } from '#reading';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OfficialAnswer, OfficialRecordAnswer } from './record.answers.js';
import { actOf, RecordReader, type OfficialFacts } from './record.reader.js';

export interface OfficialQuestion {
  readonly search?: string | undefined;
  readonly department?: string | undefined;
  readonly region?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
/** First and last day of the axis shown, both counted. */
export interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Officials within a caller's reach: of the own department and region; of every department for oversight. */
@Injectable()
export class OfficialReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: RecordReader,
    private readonly personalData: PersonalData,
  ) {}

  async page(
    caller: Caller,
    question: OfficialQuestion,
    vantage: Vantage,
  ): Promise<{ items: OfficialAnswer[]; nextCursor: string | null; withheld: number }> {
    const { limit } = question;
    const ids = await this.ids(caller, question);
    const shown = ids.slice(0, limit);
    const { officials, withheld } = await this.records.about(caller, shown, vantage);
    const names = await this.names(caller, officials);
    const items = officials.map((official) => ({
      officialId: official.officialId,
      name: names.get(official.officialId) ?? null,
      posts: official.terms.map(({ postId, title, department, regionCode, from, to }) => ({
        postId,
        title,
        department,
        regionCode,
        from,
        to,
      })),
      acts: official.acts.length,
      ...counted(official),
    }));
    return { items, withheld, nextCursor: ids.length > limit ? cursorAt(shown.at(-1)!) : null };
  }

  /** Throws `authority/out-of-reach`. */
  async record(
    caller: Caller,
    officialId: string,
    { from = '', to = '9999' }: Span,
    vantage: Vantage,
  ): Promise<Omit<OfficialRecordAnswer, 'position' | 'asOf'>> {
    const [reached] = await this.ids(caller, { limit: 0 }, officialId);
    if (reached === undefined) throw outOfReach(officialId);
    const { officials, withheld } = await this.records.about(caller, [officialId], vantage);
    const official = officials[0]!;
    const names = await this.names(caller, officials);
    return {
      officialId,
      name: names.get(officialId) ?? null,
      posts: official.terms.map(({ officialId: _, ...term }) => term),
      owed: official.owed.filter(({ since, dueOn }) => since <= to && dueOn >= from),
      done: official.acts.filter(({ on }) => on >= from && on <= to).map(actOf),
      withheld,
    };
  }

  /**
   * Ids in order, one more than asked. An official is where the posts are; who only acted, where that was.
   */
  private async ids(caller: Caller, question: OfficialQuestion, only?: string): Promise<string[]> {
    const { search, department, region, cursor, limit } = question;
    const where = new Conditions();
    where.and(`o.region = any(${where.take(regionsOf(caller))}::text[])`);
    if (caller.role !== 'auditor') where.and(`o.department = ${where.take(caller.department)}`);
    if (only !== undefined) where.and(`o.official_id = ${where.take(only)}`);
    if (department !== undefined) where.and(`o.department = ${where.take(department)}`);
    if (region !== undefined) where.and(`o.region = ${where.take(region)}`);
    const [beyond] = valuesIn(cursor, ID) ?? [];
    if (beyond !== undefined) where.and(`o.official_id collate "C" > ${where.take(beyond)}`);
    if (search !== undefined) {
      const typed = where.take(containing(search));
      where.and(`(o.official_id ilike ${typed} or exists (select from read.tenure p
        where p.post_id = o.post_id and p.title ilike ${typed}))`);
    }
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select distinct o.official_id collate "C" as id from (
         select t.official_id, t.post_id, t.department, coalesce(e.region_code, t.region) as region
           from read.tenure t left join read.tenure e on e.post_id = t.post_id and e.turn = 'established'
         union all select official_id, post_id, department, region from read.record r
           where not exists (select from read.tenure t where t.official_id = r.official_id)) o
       where o.official_id is not null and ${where.sql} order by 1 limit ${where.take(limit + 1)}`,
      where.parameters,
    );
    return rows.map(({ id }) => id);
  }

  /** Names come from the vault, for those who may see persons; a forgotten person has none. */
  private async names(caller: Caller, officials: readonly OfficialFacts[]): Promise<Map<string, string>> {
    const latest = officials.flatMap(({ officialId, names }) => {
      const name = names.at(-1);
      return name === undefined ? [] : [[officialId, name] as const];
    });
    if (!may(caller, 'personal/open') || latest.length === 0) return new Map();
    const opened = await this.personalData.open(latest.map(([, name]) => name));
    return new Map(
      latest.flatMap(([officialId, name]) => {
        const clear = opened.get(name);
        return clear === undefined ? [] : [[officialId, clear] as const];
      }),
    );
  }
}

function counted({ owed }: OfficialFacts): Pick<OfficialAnswer, 'open' | 'late' | 'missing'> {
  const having = (state: string) => owed.filter((one) => one.state === state).length;
  return { open: having('open'), late: having('late'), missing: having('missing') };
}
