import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from './event-store.port.js';

/**
 * The server said no to the moment, not to the statement: a lock or time limit, a deadlock. The connection is
 * sound.
 */
const TRANSIENT = /^(40001|40P01|55P03|57014)$/;
/** The server goes, is not there yet, is read-only after a failover, or is out of something. */
const AWAY = /^(08|25006|53|57P|58)/;

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

export type FaultKind = 'transient' | 'away' | 'lasting';

/**
 * What an error of `pg` means for the one who asks again. Errors of the network carry no SQLSTATE; ours will
 * not pass.
 */
export function faultKind(error: unknown): FaultKind {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof StoreUnavailable)
    return 'lasting';
  const code = codeOf(error);
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return 'away';
  if (TRANSIENT.test(code)) return 'transient';
  return AWAY.test(code) ? 'away' : 'lasting';
}

export const isUniqueViolation = (error: unknown) => codeOf(error) === '23505';

/** Pauses between tries, longer and longer and never quite the same, until the budget is spent. */
export class Patience {
  private readonly until: number;
  private tries = 0;

  constructor(budgetMs: number) {
    this.until = Date.now() + budgetMs;
  }

  /** Throws {@link StoreUnavailable} when there is no time left. */
  async pause(cause: unknown): Promise<void> {
    this.tries += 1;
    const pauseMs = Math.min(1_000, 10 * 2 ** Math.min(this.tries, 7)) * (0.5 + Math.random() / 2);
    if (Date.now() + pauseMs > this.until)
      throw new StoreUnavailable(`the store did not answer, ${this.tries} tries`, { cause });
    await sleep(pauseMs);
  }
}
