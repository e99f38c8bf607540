import { setTimeout as sleep } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { StoreUnavailable } from './event-store.port.js';

/**
 * The server said no to the moment, not to the statement: a lock or time limit, a deadlock. The connection is
 * sound.
 */
const TRANSIENT = /^(40001|40P01|55P03|57014)$/;
/** The server goes, is not there yet, is read-only after a failover, or is out of something. */
const AWAY = /^(08|25006|53|57P|58)/;

const codeOf = (error: unknown) => (error as { code?: unknown } | undefined | null)?.code;

export type FaultKind = 'transient' | 'away' | 'lasting';

/** `ECONNRESET` and its like; `ERR_…` are Node's own checks of how it was called, but for those of TLS. */
const NETWORK = /^(E(?!RR_)[A-Z_]+|ERR_(SSL|TLS|STREAM)_\w+)$/;
/** `pg` says these in words alone. */
const DRIVER = new RegExp(
  'connection terminated|timeout (expired|exceeded)|read timeout|not queryable|' +
    'pool after calling end|message from backend|ssl connection|invalid response',
  'i',
);

/**
 * What an error of `pg` means for the one who asks again. Errors of the network carry no SQLSTATE and are known
 * by their names; whatever is not known is a fault of the program and will not pass by waiting.
 */
export function faultKind(error: unknown): FaultKind {
  if (error instanceof AggregateError) return error.errors.some(isAway) ? 'away' : 'lasting';
  const code = codeOf(error);
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !NETWORK.test(code))
    return TRANSIENT.test(code) ? 'transient' : AWAY.test(code) ? 'away' : 'lasting';
  if (isOurs(error)) return 'lasting';
  if (typeof code === 'string') return NETWORK.test(code) ? 'away' : 'lasting';
  return isNativeError(error) && DRIVER.test(error.message) ? 'away' : 'lasting';
}
const isAway = (error: unknown) => faultKind(error) === 'away';

/** Thrown by a program that is wrong, or by us with full intent: never by a server that is away. */
export const isOurs = (error: unknown) =>
  error instanceof StoreUnavailable ||
  OF_THE_PROGRAM.some((made) => error instanceof made) ||
  !isNativeError(error);
const OF_THE_PROGRAM = [TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];

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
