import type { Erasure, ErasureOrder } from '#kernel';
import type { Pool } from 'pg';
import type { KeyRing } from './key-ring.js';
import { seal, unseal } from './sealing.js';

const FORGET = `
insert into vault.subject_key as known (subject, wrapped_by, erased_at, sealed_order)
values ($1, $2, now(), $3)
on conflict (subject) do update set
  wrapped_key = null,
  wrapped_by = case when known.erased_at is null then excluded.wrapped_by else known.wrapped_by end,
  erased_at = coalesce(known.erased_at, excluded.erased_at),
  sealed_order = case when known.erased_at is null then excluded.sealed_order else known.sealed_order end
returning erased_at`;

/** What was sealed whole and speaks of the subject goes with it, though others may stand in it, too. */
const FORGET_HOLDERS = `
with holder as materialized (
  select k.subject from vault.subject_key k join vault.mention m on m.holder = k.subject
  where m.subject = $1 and k.wrapped_key is not null order by k.subject for update of k
), gone as (
  update vault.subject_key k set wrapped_key = null, erased_at = now()
  from holder where k.subject = holder.subject
)
delete from vault.mention where subject = $1 or holder = $1`;

/**
 * Two statements, not one: the first waits for whoever is keeping values of this subject, and only a look
 * taken after that finds them all.
 */
export async function eraseSubject(
  pool: Pool,
  ring: KeyRing,
  { subject, order }: { subject: string; order: ErasureOrder | undefined },
): Promise<Erasure> {
  const sealed = order && seal(ring.current.key, Buffer.from(JSON.stringify(order)), orderOn(subject));
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ erased_at: Date }>(FORGET, [
      subject,
      ring.current.id,
      sealed ?? null,
    ]);
    const { rowCount } = await client.query('delete from vault.value where subject = $1', [subject]);
    await client.query(FORGET_HOLDERS, [subject]);
    await client.query('commit');
    return { subject, erasedAt: rows[0]!.erased_at.toISOString(), values: rowCount ?? 0 };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Who had a subject erased and why; `undefined` when nobody did or no order was given. */
export async function erasureOrder(
  pool: Pool,
  ring: KeyRing,
  subject: string,
): Promise<ErasureOrder | undefined> {
  const { rows } = await pool.query<{ sealed_order: Buffer; wrapped_by: string }>(
    'select sealed_order, wrapped_by from vault.subject_key where subject = $1 and sealed_order is not null',
    [subject],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const json = unseal(ring.get(row.wrapped_by), row.sealed_order, orderOn(subject));
  return JSON.parse(json.toString()) as ErasureOrder;
}

/** What an erasure order is bound to, so that it cannot be laid under another subject. */
export const orderOn = (subject: string) => `order/${subject}`;
