/** What the watchdog says about a consumer: all is well, or it must be made anew, and why. */
export type Verdict = 'sound' | 'stalled' | 'crashed';

/**
 * Watches one life of a consumer by the signs it gives: fetches, heartbeats, batches. The client restarts
 * itself after failures it thinks passing, gives up for good after others (#1443, #1513), and sometimes just
 * falls silent (#659, #1720).
 */
export class Watchdog {
  private lastSign: number;
  private gaveUp = false;

  constructor(
    now: number,
    private readonly quietMs: number,
  ) {
    this.lastSign = now;
  }

  sign(now: number): void {
    this.lastSign = now;
  }

  /** The client said that it crashed, and whether it means to restart itself. */
  crashed(willRestart: boolean): void {
    if (!willRestart) this.gaveUp = true;
  }

  /**
   * Silence is a stall only when there is something to read; asking for that is dear, so it is asked last.
   */
  async look(now: number, lag: () => Promise<bigint>): Promise<Verdict> {
    if (this.gaveUp) return 'crashed';
    if (now - this.lastSign < this.quietMs) return 'sound';
    return (await lag()) > 0n ? 'stalled' : 'sound';
  }
}
