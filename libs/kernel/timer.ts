import type { Pool, PoolClient } from 'pg';
import { Fenced } from './lease.js';
import { pause } from './runner-pause.js';
import { Seat, whileSeated, type Tenure } from './seat.js';

/** Something to be done again and again by one program, whichever it is. */
export interface Errand {
  readonly name: string;
  readonly everySeconds: number;
  /** In one transaction with the next due time: done once for each time it was due, or not at all. */
  readonly run: (client: PoolClient) => Promise<unknown>;
}

const LOOK_MS = 1_000;
const FAILED_AGAIN_SECONDS = 60;

/**
 * Runs errands when they are due by the database's clock, in whichever program has the seat. What was due
 * while nobody sat there is done once, late.
 */
export class Timer {
  readonly seat: Seat;

  constructor(
    private readonly pool: Pool,
    private readonly errands: readonly Errand[],
    owner: string,
  ) {
    this.seat = new Seat(pool, 'timer', owner);
  }

  /** Ends when the signal says so. Never throws. */
  run(signal: AbortSignal): Promise<void> {
    return this.seat.run((tenure) => this.work(tenure), signal);
  }

  private async work(tenure: Tenure): Promise<void> {
    while (!tenure.lost.aborted) {
      for (const errand of await this.due()) await this.doOne(tenure, errand);
      await pause(LOOK_MS, tenure.lost);
    }
  }

  private async due(): Promise<readonly Errand[]> {
    const names = this.errands.map(({ name }) => name);
    const { rows } = await this.pool.query<{ name: string }>(
      `with asked as (select unnest($1::text[]) collate "C" as name)
       select a.name from asked a left join runner.errand e using (name)
        where e.name is null or e.due_at <= clock_timestamp()`,
      [names],
    );
    return this.errands.filter(({ name }) => rows.some((row) => row.name === name));
  }

  /** An errand that fails is tried again in a minute; the others do not wait for it. */
  private async doOne(tenure: Tenure, { name, everySeconds, run }: Errand) {
    try {
      await whileSeated(this.pool, tenure, async (client) => {
        await run(client);
        await client.query(DONE, [name, everySeconds]);
      });
    } catch (failure) {
      if (failure instanceof Fenced) throw failure;
      const words = failure instanceof Error ? failure.message : String(failure);
      await whileSeated(this.pool, tenure, (client) =>
        client.query(FAILED, [name, FAILED_AGAIN_SECONDS, words.slice(0, 1000)]),
      );
    }
  }
}

const DONE = `insert into runner.errand (name, due_at, done_at)
  values ($1, clock_timestamp() + $2 * interval '1 second', clock_timestamp())
  on conflict (name) do update set due_at = excluded.due_at, done_at = excluded.done_at, failure = null`;
const FAILED = `insert into runner.errand (name, due_at, failure)
  values ($1, clock_timestamp() + $2 * interval '1 second', $3)
  on conflict (name) do update set due_at = excluded.due_at, failure = excluded.failure`;
