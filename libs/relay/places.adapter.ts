import type { Pool } from 'pg';
import type { Place } from './outgoing.js';

/** An agreement whose topic is ours to write until the epoch changes. */
export interface Tenure {
  readonly agreement: string;
  readonly epoch: bigint;
  readonly place: Place;
}

/** Another program writes the topic now. What was sent meanwhile comes twice, with the same ids. */
export class TenureLost extends Error {
  override readonly name = 'TenureLost';
}

const SECONDS = 10;
export const RENEWAL_MS = 3_000;
const UNTIL = `clock_timestamp() + interval '${SECONDS} seconds'`;

/** How far each topic is written, and by whom. The clock is the database's alone. */
export class Places {
  constructor(
    private readonly pool: Pool,
    private readonly owner: string,
  ) {}

  /** `undefined` while another program has it. */
  async acquire(agreement: string): Promise<Tenure | undefined> {
    await this.pool.query('insert into relay.place (agreement) values ($1) on conflict do nothing', [
      agreement,
    ]);
    const { rows } = await this.pool.query<Record<'position' | 'ordinal' | 'previous' | 'epoch', string>>(
      `update relay.place set owner = $2, epoch = epoch + 1, lease_until = ${UNTIL}
        where agreement = $1 and lease_until < clock_timestamp()
        returning position, ordinal, previous, epoch`,
      [agreement, this.owner],
    );
    if (!rows[0]) return undefined;
    const { position, ordinal, previous, epoch } = rows[0];
    const place = { position: BigInt(position), ordinal: BigInt(ordinal), previous: BigInt(previous) };
    return { agreement, epoch: BigInt(epoch), place };
  }

  /** Throws {@link TenureLost}. */
  async move({ agreement, epoch }: Tenure, { position, ordinal, previous }: Place): Promise<void> {
    const { rowCount } = await this.pool.query(
      `update relay.place set position = $3, ordinal = $4, previous = $5, lease_until = ${UNTIL}, updated_at = now()
        where agreement = $1 and epoch = $2`,
      [agreement, epoch, position, ordinal, previous].map(String),
    );
    if (rowCount !== 1) throw new TenureLost(agreement);
  }

  /** Throws {@link TenureLost}. */
  async renew({ agreement, epoch }: Tenure): Promise<void> {
    const { rowCount } = await this.pool.query(
      `update relay.place set lease_until = ${UNTIL} where agreement = $1 and epoch = $2`,
      [agreement, String(epoch)],
    );
    if (rowCount !== 1) throw new TenureLost(agreement);
  }

  async release({ agreement, epoch }: Tenure): Promise<void> {
    await this.pool.query(
      `update relay.place set owner = null, lease_until = '-infinity' where agreement = $1 and epoch = $2`,
      [agreement, String(epoch)],
    );
  }
}

/**
 * Every topic goes on behind `head`: for a log that was moved to another engine, whose positions are others.
 * What had not been published by then never is, so nothing may be waiting. The count of messages goes on.
 */
export async function goOnBehind(pool: Pool, head: bigint): Promise<void> {
  await pool.query('update relay.place set position = $1, updated_at = now()', [head]);
}
