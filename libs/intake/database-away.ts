import { StoreUnavailable } from '#kernel';

/**
 * SQLSTATEs of a server that goes, is not there yet, is read-only after a failover, or says no to the
 * moment only.
 */
const AWAY = /^(08|25006|53|57|58|40001$|40P01$|55P03$)/;
const NETWORK = /^E[A-Z]+$/;
/** `pg` says these in words alone. */
const DRIVER =
  /connection terminated|timeout exceeded when trying to connect|connection error|pool after calling end/i;

/** The database does not answer, or not now: nothing is wrong with what was sent. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return AWAY.test(code) || NETWORK.test(code);
  return DRIVER.test(error.message);
}
