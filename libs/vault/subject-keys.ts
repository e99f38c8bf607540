import { byteaArray, SubjectErased, textArray } from '#kernel';
import { randomBytes, type KeyObject } from 'node:crypto';

import type { Pool } from 'pg';
import type { KeyRing } from './key-ring.js';
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
export const ADD = `
insert into vault.subject_key (subject, wrapped_key, wrapped_by)
select subject, wrapped_key, $3 from unnest($1::text[], $2::bytea[]) as fresh (subject, wrapped_key)
order by subject collate "C"
on conflict (subject) do nothing
returning subject`;

const MAX_REMEMBERED = 20_000;

/** New keys, wrapped, which nobody has kept yet. */
export interface Fresh {
  readonly subjects: readonly string[];
  readonly wrapped: readonly Buffer[];
  readonly wrappedBy: string;
}
/** $1 to $3 of {@link ADD}. */
export const parametersOf = ({ subjects, wrapped, wrappedBy }: Fresh) => [
  textArray(subjects),
  byteaArray(wrapped),
  wrappedBy,
];

export interface Prepared {
  /** For each subject asked about. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly fresh: Fresh;
}

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
    for (;;) {
      const { keys, fresh } = await this.prepare(subjects);
      if (fresh.subjects.length === 0) return keys;
      const { rowCount } = await this.pool.query({
        name: 'vault-add',
        text: ADD,
        values: parametersOf(fresh),
      });
      // Fewer: somebody else made some of them since we looked, and theirs count.
      if (rowCount === fresh.subjects.length) this.remember(fresh, keys);
    }
  }

  /**
   * The keys that stand, and new ones for subjects that have none. A new one counts once it lies in the
   * database: somebody else may make another meanwhile. Throws {@link SubjectErased}.
   */
  async prepare(subjects: Iterable<string>): Promise<Prepared> {
    const keys = new Map<string, KeyObject>();
    const missing = new Set<string>();
    for (const subject of subjects) {
      const key = this.remembered.get(subject);
      if (key === undefined) missing.add(subject);
      else keys.set(subject, key);
    }
    if (missing.size > 0) await this.find(missing, keys);
    return { keys, fresh: this.make([...missing], keys) };
  }

  /** They lie in the database now. */
  remember({ subjects }: Fresh, keys: ReadonlyMap<string, KeyObject>): void {
    for (const subject of subjects) this.remembered.set(subject, keys.get(subject)!);
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
    for (const row of rows) {
      const key = this.unwrap(row);
      missing.delete(row.subject);
      keys.set(row.subject, key);
      this.remembered.set(row.subject, key);
    }
  }

  private make(subjects: readonly string[], keys: Map<string, KeyObject>): Fresh {
    const { current } = this.ring;
    const bytes = randomBytes(KEY_BYTES * subjects.length);
    const wrapped = subjects.map((subject, i) => {
      const key = bytes.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES);
      keys.set(subject, prepared(key));
      return seal(current.key, key, subject);
    });
    return { subjects, wrapped, wrappedBy: current.id };
  }
}
