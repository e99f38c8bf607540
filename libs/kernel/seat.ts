import type { Pool, PoolClient } from 'pg';
import { Fenced, LEASE_RENEWAL_MS, LEASE_SECONDS, LEASE_UNTIL } from './lease.js';
import { inTransaction } from './rebuild-transaction.js';
import { pause } from './runner-pause.js';

/** A seat that is ours until the epoch changes. `lost` says so as soon as we know. */
export interface Tenure {
  readonly seat: string;
  readonly epoch: bigint;
  readonly lost: AbortSignal;
}
/** Who sits where, as operators read it. */
export interface SeatHolder {
  readonly owner: string | null;
  readonly epoch: bigint;
  readonly since: Date | null;
}

const ASK_AGAIN_MS = 1_000;
/** A holder that was put to sleep inside a transaction must not keep its successor waiting. */
const NO_SLEEP = `set local idle_in_transaction_session_timeout = '5s'`;

/**
 * Work that one program at most does at a time, among any number of candidates: whoever holds the lease does
 * it, and when the lease ends another takes over. The clock is the database's alone.
 */
export class Seat {
  private tenure: Tenure | undefined;

  constructor(
    private readonly pool: Pool,
    readonly name: string,
    private readonly owner: string,
  ) {}

  /** Whether this program sits here, as far as it knows. */
  get held(): boolean {
    return this.tenure !== undefined && !this.tenure.lost.aborted;
  }

  /**
   * Stands for the seat until the signal says stop, and does the work whenever it has the seat; `work` ends
   * when its tenure is lost. Never throws: work that fails gives the seat back.
   */
  async run(work: (tenure: Tenure) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const epoch = await this.acquire().catch(() => undefined);
      if (epoch !== undefined) await this.sit(epoch, work, signal);
      await pause(ASK_AGAIN_MS * (0.75 + Math.random() / 2), signal);
    }
  }

  /** Who sits here; undefined when nobody ever did. */
  async holder(): Promise<SeatHolder | undefined> {
    const { rows } = await this.pool.query<{ owner: string | null; epoch: string; since: Date | null }>(
      `select case when lease_until > clock_timestamp() then owner end as owner, epoch, since
         from runner.seat where name = $1`,
      [this.name],
    );
    return rows[0] && { ...rows[0], epoch: BigInt(rows[0].epoch) };
  }

  private async acquire(): Promise<bigint | undefined> {
    const { rows } = await this.pool.query<{ epoch: string }>(
      `insert into runner.seat as s (name, owner, epoch, lease_until, since)
         values ($1, $2, 1, ${LEASE_UNTIL}, clock_timestamp())
       on conflict (name) do update set owner = excluded.owner, epoch = s.epoch + 1, since = excluded.since,
         lease_until = excluded.lease_until
         where s.owner is null or s.lease_until < clock_timestamp()
       returning epoch`,
      [this.name, this.owner],
    );
    return rows[0] && BigInt(rows[0].epoch);
  }

  private async sit(epoch: bigint, work: (tenure: Tenure) => Promise<void>, signal: AbortSignal) {
    const end = new AbortController();
    const stop = () => end.abort();
    signal.addEventListener('abort', stop);
    const tenure = { seat: this.name, epoch, lost: end.signal };
    this.tenure = tenure;
    const renewing = this.renew(epoch, end);
    try {
      await work(tenure).catch(() => undefined);
    } finally {
      end.abort();
      signal.removeEventListener('abort', stop);
      this.tenure = undefined;
    }
    await renewing;
    await this.release(epoch).catch(() => undefined);
  }

  /** A holder that cannot reach the database gives up by its own clock, before anybody may succeed it. */
  private async renew(epoch: bigint, end: AbortController) {
    for (let asked = performance.now(); !end.signal.aborted;) {
      await pause(LEASE_RENEWAL_MS, end.signal);
      if (end.signal.aborted) return;
      const now = performance.now();
      const renewed = await within(LEASE_RENEWAL_MS, this.prolong(epoch));
      if (renewed === true) asked = now;
      if (renewed === false || performance.now() - asked > (LEASE_SECONDS * 1000 * 4) / 5) end.abort();
    }
  }

  /** Undefined when the database did not answer. */
  private prolong(epoch: bigint): Promise<boolean | undefined> {
    return this.pool
      .query(`update runner.seat set lease_until = ${LEASE_UNTIL} where name = $1 and epoch = $2`, [
        this.name,
        epoch,
      ])
      .then(({ rowCount }) => rowCount === 1)
      .catch(() => undefined);
  }

  private async release(epoch: bigint) {
    await this.pool.query(
      `update runner.seat set owner = null, since = null, lease_until = '-infinity' where name = $1 and epoch = $2`,
      [this.name, epoch],
    );
  }
}

const within = <T>(ms: number, answer: Promise<T>): Promise<T | undefined> => {
  const late = new AbortController();
  return Promise.race([answer.finally(() => late.abort()), pause(ms, late.signal).then(() => undefined)]);
};

/**
 * Does something in one transaction that counts only if the seat is still ours at its end. Throws
 * {@link Fenced}, and nothing was written.
 */
export function whileSeated<T>(
  pool: Pool,
  { seat, epoch }: Tenure,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query(NO_SLEEP);
    const answer = await work(client);
    const { rowCount } = await client.query(
      `update runner.seat set lease_until = ${LEASE_UNTIL} where name = $1 and epoch = $2`,
      [seat, epoch],
    );
    if (rowCount !== 1) throw new Fenced(`${seat} changed hands`);
    return answer;
  });
}
