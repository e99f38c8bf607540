import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { Member } from './share-out.js';

/**
 * How long a program counts as living after it last showed itself: shorter than a lease, so that what a dead
 * one held is meant for the living by the time it is free.
 */
const LIVING_SECONDS = 5;

/** Who holds leases, as operators will read it. */
export const ownerName = () => `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;

const APPEAR = `
  with me as (insert into runner.member as m (owner, work, alive_until)
      values ($1, $2, clock_timestamp() + interval '${LIVING_SECONDS} seconds')
    on conflict (owner) do update set work = excluded.work, alive_until = excluded.alive_until
    returning set_config('synchronous_commit', 'off', true))
  select owner, work from runner.member where alive_until > clock_timestamp() and owner <> $1
    and (select count(*) from me) = 1`;

/** The living programs that share the shards of one database. The clock is the database's alone. */
export class Members {
  constructor(
    private readonly pool: Pool,
    readonly owner: string,
  ) {}

  /** Shows itself, and answers who lives, itself included. */
  async appear(work: readonly string[]): Promise<readonly Member[]> {
    const { rows } = await this.pool.query<Member>(APPEAR, [this.owner, work]);
    return [{ owner: this.owner, work }, ...rows];
  }

  /** Gone for good: the others need not wait to find out. */
  async leave(): Promise<void> {
    await this.pool.query('delete from runner.member where owner = $1', [this.owner]);
  }
}

/** Forgets programs that ended without a word. */
export const forgetDeparted = `delete from runner.member where alive_until < clock_timestamp() - interval '1 day'`;
