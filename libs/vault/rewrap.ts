import type { Pool } from 'pg';
import { byteaArray, textArray } from '#kernel';
import { orderOn } from './erasure.js';
import type { KeyRing } from './key-ring.js';
import { seal, unseal } from './sealing.js';

interface Wrapped {
  readonly subject: string;
  readonly wrapped_key: Buffer | null;
  readonly sealed_order: Buffer | null;
  readonly wrapped_by: string;
}

const BATCH = 1_000;

const TAKE = `
select subject, wrapped_key, sealed_order, wrapped_by from vault.subject_key
where subject > $1 and wrapped_by <> $2
order by subject limit ${BATCH}`;

/** Only where the wrapping is still the one that was read: an erasure in between stands. */
const PUT = `
update vault.subject_key as kept set wrapped_by = $3,
  wrapped_key = case when kept.wrapped_key is null then null else anew.sealed end,
  sealed_order = case when kept.wrapped_key is null then anew.sealed else null end
from unnest($1::text[], $2::bytea[], $4::bytea[]) as anew (subject, sealed, before)
where kept.subject = anew.subject and coalesce(kept.wrapped_key, kept.sealed_order) = anew.before`;

/**
 * Wraps every key anew under the ring's current key and forgets the others' names; values are not touched.
 * Every process must know the new key already. May be stopped and said again at any time; answers how many
 * were wrapped anew.
 */
export async function rewrap(pool: Pool, ring: KeyRing): Promise<number> {
  const { current } = ring;
  let anew = 0;
  for (let after = ''; ;) {
    const { rows } = await pool.query<Wrapped>(TAKE, [after, current.id]);
    const wrapped = rows.flatMap((row) => rewrapped(ring, row));
    if (wrapped.length > 0) {
      const { rowCount } = await pool.query(PUT, [
        textArray(wrapped.map(({ subject }) => subject)),
        byteaArray(wrapped.map(({ sealed }) => sealed)),
        current.id,
        byteaArray(wrapped.map(({ before }) => before)),
      ]);
      anew += rowCount ?? 0;
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.subject;
  }
  await forgetUnused(pool, current.id);
  return anew;
}

function rewrapped(ring: KeyRing, row: Wrapped) {
  const { subject, wrapped_key: key, sealed_order: order, wrapped_by: by } = row;
  const before = key ?? order;
  if (before === null) return [];
  const about = key === null ? orderOn(subject) : subject;
  const sealed = seal(ring.current.key, unseal(ring.get(by), before, about), about);
  return [{ subject, before, sealed }];
}

/**
 * Subjects erased without an order need no key; their rows take the current name so that the old one can go.
 */
async function forgetUnused(pool: Pool, current: string) {
  await pool.query(
    `update vault.subject_key set wrapped_by = $1
     where wrapped_by <> $1 and wrapped_key is null and sealed_order is null`,
    [current],
  );
  await pool.query(
    `delete from vault.key_encryption_key as known
     where key_id <> $1 and not exists (select from vault.subject_key where wrapped_by = known.key_id)`,
    [current],
  );
}
