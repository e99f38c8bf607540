import { SubjectErased } from '#kernel';
import { randomBytes, type KeyObject } from 'node:crypto';

import type { Pool } from 'pg';
import type { KeyRing } from './key-ring.js';
import { byteaArray, textArray } from './binary-arrays.js';
import { Recent } from './recent.js';
import { KEY_BYTES, prepared, seal, unseal } from './sealing.js';

export interface KeyRow {
  readonly subject: string;
  readonly wrapped_key: Buffer | null;
  readonly wrapped_by: string;
}

/**
 * One look into the index for each: a statement that is planned once must stay good when the table has grown.
 */
const FIND = `
select key.* from unnest($1::text[]) as asked (subject) cross join lateral (
  select subject, wrapped_key, wrapped_by from vault.subject_key where subject = asked.subject offset 0
) as key`;
/** In one order everywhere, so that two processes that meet wait for each other and never deadlock. */
const ADD = `
insert into vault.subject_key (subject, wrapped_key, wrapped_by)
select subject, wrapped_key, $3 from unnest($1::text[], $2::bytea[]) as fresh (subject, wrapped_key)
order by subject collate "C"
on conflict (subject) do nothing`;

const MAX_REMEMBERED = 20_000;

/**
 * Keys of subjects, made when first needed. What is remembered here only saves reading: the database has the
 * last word.
 */
export class SubjectKeys {
  private readonly remembered = new Recent<string, KeyObject>(MAX_REMEMBERED);

  constructor(
    private readonly pool: Pool,
    private readonly ring: KeyRing,
  ) {}

  /** A key for each subject; throws {@link SubjectErased}. */
  async of(subjects: Iterable<string>): Promise<ReadonlyMap<string, KeyObject>> {
    const keys = new Map<string, KeyObject>();
    const missing = new Set<string>();
    for (const subject of subjects) {
      const key = this.remembered.get(subject);
      if (key === undefined) missing.add(subject);
      else keys.set(subject, key);
    }
    if (missing.size > 0) await this.find(missing, keys);
    if (missing.size > 0) await this.add(missing, keys);
    if (missing.size > 0) await this.find(missing, keys);
    return keys;
  }

  /** The same without those that are erased, whom nobody is told of here. */
  async standing(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, KeyObject>> {
    for (const rest = new Set(subjects); ;) {
      try {
        return await this.of(rest);
      } catch (error) {
        if (!(error instanceof SubjectErased)) throw error;
        rest.delete(error.subject);
      }
    }
  }

  unwrap({ subject, wrapped_key: wrapped, wrapped_by: by }: KeyRow): KeyObject {
    if (wrapped === null) throw new SubjectErased(subject);
    return prepared(unseal(this.ring.get(by), wrapped, subject));
  }

  forget(subject: string): void {
    this.remembered.delete(subject);
  }

  private async find(missing: Set<string>, keys: Map<string, KeyObject>): Promise<void> {
    const { rows } = await this.pool.query<KeyRow>({
      name: 'vault-keys',
      text: FIND,
      values: [textArray([...missing])],
    });
    for (const row of rows) this.take(row.subject, this.unwrap(row), { missing, keys });
  }

  private async add(missing: Set<string>, keys: Map<string, KeyObject>): Promise<void> {
    const { current } = this.ring;
    const bytes = randomBytes(KEY_BYTES * missing.size);
    const subjects = [...missing];
    const fresh = new Map(
      subjects.map((subject, i) => [subject, bytes.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES)]),
    );
    const wrapped = subjects.map((subject) => seal(current.key, fresh.get(subject)!, subject));
    const { rowCount } = await this.pool.query({
      name: 'vault-add',
      text: ADD,
      values: [textArray(subjects), byteaArray(wrapped), current.id],
    });
    // Fewer: somebody else made some of them since we looked, and theirs count.
    if (rowCount !== subjects.length) return;
    for (const [subject, key] of fresh) this.take(subject, prepared(key), { missing, keys });
  }

  private take(
    subject: string,
    key: KeyObject,
    into: { missing: Set<string>; keys: Map<string, KeyObject> },
  ) {
    into.missing.delete(subject);
    into.keys.set(subject, key);
    this.remembered.set(subject, key);
  }
}
