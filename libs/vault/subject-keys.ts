import { SubjectErased } from '#kernel';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { KeyRing } from './key-ring.js';
import { KEY_BYTES, seal, unseal } from './sealing.js';

interface KeyRow {
  readonly subject: string;
  readonly wrapped_key: Buffer | null;
  readonly wrapped_by: string;
}

const FIND = 'select subject, wrapped_key, wrapped_by from vault.subject_key where subject = any($1::text[])';
/** In one order everywhere, so that two processes that meet wait for each other and never deadlock. */
const ADD = `
insert into vault.subject_key (subject, wrapped_key, wrapped_by)
select subject, wrapped_key, $3 from unnest($1::text[], $2::bytea[]) as fresh (subject, wrapped_key)
order by subject collate "C"
on conflict (subject) do nothing
returning subject`;

const MAX_REMEMBERED = 20_000;

/** Keys of subjects, made when first needed. What is remembered here only saves reading: the database has the last word. */
export class SubjectKeys {
  private readonly remembered = new Map<string, Buffer>();

  constructor(
    private readonly pool: Pool,
    private readonly ring: KeyRing,
  ) {}

  /** A key for each subject; throws {@link SubjectErased}. */
  async of(subjects: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
    const keys = new Map<string, Buffer>();
    const missing = new Set<string>();
    for (const subject of subjects) {
      const key = this.remembered.get(subject);
      if (key === undefined) missing.add(subject);
      else keys.set(subject, key);
    }
    if (missing.size > 0) await this.find(missing, keys);
    if (missing.size > 0) await this.add(missing, keys);
    // Somebody else made them between the two questions.
    if (missing.size > 0) await this.find(missing, keys);
    return keys;
  }

  unwrap({ subject, wrapped_key: wrapped, wrapped_by: by }: KeyRow): Buffer {
    if (wrapped === null) throw new SubjectErased(subject);
    return unseal(this.ring.get(by), wrapped, subject);
  }

  forget(subject: string): void {
    this.remembered.delete(subject);
  }

  private async find(missing: Set<string>, keys: Map<string, Buffer>): Promise<void> {
    const { rows } = await this.pool.query<KeyRow>(FIND, [[...missing]]);
    for (const row of rows) this.take(row.subject, this.unwrap(row), { missing, keys });
  }

  private async add(missing: Set<string>, keys: Map<string, Buffer>): Promise<void> {
    const { current } = this.ring;
    const fresh = new Map([...missing].map((subject) => [subject, randomBytes(KEY_BYTES)]));
    const wrapped = [...fresh].map(([subject, key]) => seal(current.key, key, subject));
    const { rows } = await this.pool.query<{ subject: string }>(ADD, [
      [...fresh.keys()],
      wrapped,
      current.id,
    ]);
    for (const { subject } of rows) this.take(subject, fresh.get(subject)!, { missing, keys });
  }

  private take(subject: string, key: Buffer, into: { missing: Set<string>; keys: Map<string, Buffer> }) {
    into.missing.delete(subject);
    into.keys.set(subject, key);
    if (this.remembered.size >= MAX_REMEMBERED) this.forget(this.remembered.keys().next().value!);
    this.remembered.set(subject, key);
  }
}
