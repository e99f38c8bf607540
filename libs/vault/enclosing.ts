import { textArray } from '#kernel';
import type { Enclosed, Enclosure } from '#kernel';
import type { KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import { seal, unseal } from './sealing.js';
import type { KeyRow, SubjectKeys } from './subject-keys.js';

/**
 * Who is spoken of in what, said while the keys of both stand: an erasure waits for us or we for it. Answers
 * the subjects whose keys stand.
 */
const MENTION = `
with held as materialized (
  select subject from vault.subject_key
  where subject = any($1::text[]) and wrapped_key is not null
  order by subject for share
), said as (
  insert into vault.mention (subject, holder)
  select * from unnest($2::text[], $3::text[]) as told (subject, holder)
  where told.subject in (select subject from held) and told.holder in (select subject from held)
  on conflict do nothing
)
select subject from held`;

const KEYS = `
select subject, wrapped_key, wrapped_by from vault.subject_key
where subject = any($1::text[]) and wrapped_key is not null`;

const sealedAt = ({ holder, part }: Pick<Enclosure, 'holder' | 'part'>) => `enclosed/${holder}/${part}`;

/** Whole bytes under the key of what holds them, where nobody could say in which field a person stands. */
export class Enclosures {
  constructor(
    private readonly pool: Pool,
    private readonly keys: SubjectKeys,
  ) {}

  async enclose(many: readonly Enclosure[]): Promise<readonly (Buffer | undefined)[]> {
    if (many.length === 0) return [];
    const subjects = new Set(many.flatMap(({ holder, about = [] }) => [holder, ...about]));
    const keys = await this.keys.standing(subjects);
    const held = await this.held(many, [...subjects]);
    return many.map(({ about = [], ...enclosure }) => {
      const key = keys.get(enclosure.holder);
      const stands = key !== undefined && [enclosure.holder, ...about].every((one) => held.has(one));
      return stands ? seal(key, enclosure.clear, sealedAt(enclosure)) : undefined;
    });
  }

  async disclose(many: readonly Enclosed[]): Promise<readonly (Buffer | undefined)[]> {
    if (many.length === 0) return [];
    const holders = [...new Set(many.map(({ holder }) => holder))];
    const { rows } = await this.pool.query<KeyRow>(KEYS, [textArray(holders)]);
    const keys = new Map<string, KeyObject>(rows.map((row) => [row.subject, this.keys.unwrap(row)]));
    return many.map((enclosed) => {
      const key = keys.get(enclosed.holder);
      return key && unseal(key, enclosed.sealed, sealedAt(enclosed));
    });
  }

  private async held(many: readonly Enclosure[], subjects: readonly string[]): Promise<ReadonlySet<string>> {
    const said = many.flatMap(({ holder, about = [] }) => about.map((subject) => ({ subject, holder })));
    const { rows } = await this.pool.query<{ subject: string }>(MENTION, [
      subjects,
      said.map(({ subject }) => subject),
      said.map(({ holder }) => holder),
    ]);
    const held = new Set(rows.map(({ subject }) => subject));
    for (const subject of subjects) if (!held.has(subject)) this.keys.forget(subject);
    return held;
  }
}
