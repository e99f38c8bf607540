import { ownerName, Seat, Timer, upkeep, type Tenure } from '#kernel';
import type { Pool } from 'pg';
import type { Role } from '../settings-declared.js';

/** Until somebody else has the seat, or we are to stop. */
const sit = ({ lost }: Tenure) =>
  new Promise<void>((resolve) => {
    if (lost.aborted) return resolve();
    lost.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * What one process at most does at a time, among all that have the role: the timer runs what is due, the
 * ledger's seat waits for the ledger.
 */
export class Seats {
  readonly standing: readonly Seat[];
  private readonly stopping = new AbortController();
  private readonly runs: readonly ((signal: AbortSignal) => Promise<void>)[];
  private running: Promise<unknown> = Promise.resolve();

  constructor(pool: Pool, roles: readonly Role[]) {
    const owner = ownerName();
    const timer = new Timer(pool, upkeep, owner);
    const ledger = new Seat(pool, 'ledger', owner);
    const all = [
      { role: 'timer', seat: timer.seat, run: (signal: AbortSignal) => timer.run(signal) },
      { role: 'ledger', seat: ledger, run: (signal: AbortSignal) => ledger.run(sit, signal) },
    ] as const;
    const ours = all.filter(({ role }) => roles.includes(role));
    this.standing = ours.map(({ seat }) => seat);
    this.runs = ours.map(({ run }) => run);
  }

  start(): void {
    this.running = Promise.all(this.runs.map((run) => run(this.stopping.signal)));
  }

  /** Finishes what is under way and gives the seats back, so that nobody need wait for a lease to end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
