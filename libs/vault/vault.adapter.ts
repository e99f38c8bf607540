import { byteaArray, COMMITMENT, PersonalData, SubjectErased, textArray } from '#kernel';
import type { Enclosed, Enclosure, Erasure, ErasureOrder, Unprotected } from '#kernel';
import type { Pool } from 'pg';
import { Enclosures } from './enclosing.js';
import { eraseSubject } from './erasure.js';
import { makeKeyFile, readKeyRing, VaultKeyMissing, type KeyRing } from './key-ring.js';
import { asShown, personalValues, withCommitments, type PersonalValue } from './personal-fields.js';
import { placeOf, readCommitment, sealAll, unseal, written, type Sealed } from './sealing.js';
import { ADD, parametersOf, SubjectKeys, type Fresh } from './subject-keys.js';

/**
 * New keys and the values in one transaction. Values are kept only while the key of every subject stands, all
 * or none, and an erasure waits for us or we for it. Answers the subjects whose keys are gone, or are not
 * ours.
 */
const KEEP = `
with fresh as (${ADD}
), held as materialized (
  select key.subject from (select unnest($4::text[]) collate "C" as subject order by 1) as asked cross join lateral (
    select subject from vault.subject_key
    where subject = asked.subject and wrapped_key is not null for share
  ) as key
), standing as materialized (
  select subject from fresh union all select subject from held
), kept as (
  insert into vault.value (commitment, subject, event_id, field, ciphertext)
  select * from unnest($5::bytea[], $6::text[], $7::text[], $8::text[], $9::bytea[]) as said
  where (select count(*) from standing) = cardinality($1::text[]) + cardinality($4::text[])
  order by 1
  on conflict (commitment) do nothing
)
select subject from unnest($1::text[] || $4::text[]) as asked (subject)
where subject not in (select subject from standing)`;

const OPEN = `
select commitment, subject, event_id, field, ciphertext, wrapped_key, wrapped_by
from vault.value join vault.subject_key using (subject)
where commitment = any($1::bytea[]) and wrapped_key is not null`;

interface OpenRow {
  readonly commitment: Buffer;
  readonly subject: string;
  readonly event_id: string;
  readonly field: string;
  readonly ciphertext: Buffer;
  readonly wrapped_key: Buffer;
  readonly wrapped_by: string;
}

/** As many values as one statement keeps. */
const PART = 1_000;

/**
 * Persons behind the facts, in PostgreSQL: a key for each subject, wrapped by a key that lies outside the
 * database.
 */
export class Vault extends PersonalData {
  private readonly keys: SubjectKeys;
  private readonly enclosures: Enclosures;

  constructor(
    private readonly pool: Pool,
    private readonly ring: KeyRing,
  ) {
    super();
    this.keys = new SubjectKeys(pool, ring);
    this.enclosures = new Enclosures(pool, this.keys);
  }

  /**
   * Opens the vault with the keys in `keyFile`, which is made (0600) while the vault is empty. After the
   * migrations. Throws {@link VaultKeyMissing} when the database holds keys that this file cannot unwrap.
   */
  static async open(pool: Pool, keyFile: string): Promise<Vault> {
    const known = await pool.query<{ key_id: string }>('select key_id from vault.key_encryption_key');
    if (known.rowCount === 0) await makeKeyFile(keyFile);
    const ring = await readKeyRing(keyFile).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new VaultKeyMissing(
        `找不到主密钥文件 ${keyFile}，没有它就无法读取个人信息 / ` +
          `the vault key file ${keyFile} is missing; without it no personal data can be read`,
      );
    });
    for (const { key_id: id } of known.rows) ring.get(id);
    await pool.query('insert into vault.key_encryption_key (key_id) values ($1) on conflict do nothing', [
      ring.current.id,
    ]);
    return new Vault(pool, ring);
  }

  async protect(many: readonly Unprotected[]) {
    const values = personalValues(many);
    const commitments: string[] = [];
    for (let start = 0; start < values.length; start += PART)
      commitments.push(...(await this.keepAll(values.slice(start, start + PART))).map(written));
    return withCommitments(many, values, commitments);
  }

  async open(commitments: readonly string[]) {
    const opened = new Map<string, string | undefined>(commitments.map((text) => [text, undefined]));
    const asked = commitments.filter((text) => COMMITMENT.test(text)).map(readCommitment);
    if (asked.length === 0) return opened;
    const { rows } = await this.pool.query<OpenRow>(OPEN, [byteaArray(asked)]);
    for (const row of rows) {
      const json = unseal(this.keys.unwrap(row), row.ciphertext, placeOf(row.event_id, row.field));
      opened.set(written(row.commitment), asShown(json.toString()));
    }
    return opened;
  }

  enclose(many: readonly Enclosure[]) {
    return this.enclosures.enclose(many);
  }

  disclose(many: readonly Enclosed[]) {
    return this.enclosures.disclose(many);
  }

  async erase(subject: string, order?: ErasureOrder): Promise<Erasure> {
    this.keys.forget(subject);
    return eraseSubject(this.pool, this.ring, { subject, order });
  }

  private async keepAll(values: readonly PersonalValue[]): Promise<readonly Buffer[]> {
    const subjects = new Set(values.map(({ subject }) => subject));
    for (;;) {
      const { keys, fresh } = await this.keys.prepare(subjects);
      const sealed = sealAll(values, keys);
      const made = new Set(fresh.subjects);
      const known = [...subjects].filter((subject) => !made.has(subject));
      const missing = await this.keep(values, sealed, { known, fresh });
      if (missing.length === 0) {
        this.keys.remember(fresh, keys);
        return sealed.commitments;
      }
      for (const subject of missing) this.keys.forget(subject);
      const gone = missing.find((subject) => !made.has(subject));
      if (gone !== undefined) throw new SubjectErased(gone);
      // Somebody else made a key of these subjects since we looked, and theirs counts.
    }
  }

  private async keep(
    values: readonly PersonalValue[],
    { commitments, ciphertexts }: Sealed,
    { known, fresh }: { known: readonly string[]; fresh: Fresh },
  ): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ subject: string }>({
      name: 'vault-keep',
      text: KEEP,
      values: [
        ...parametersOf(fresh),
        textArray(known),
        byteaArray(commitments),
        textArray(values.map(({ subject }) => subject)),
        textArray(values.map(({ eventId }) => eventId)),
        textArray(values.map(({ field }) => field)),
        byteaArray(ciphertexts),
      ],
    });
    return rows.map(({ subject }) => subject);
  }
}
