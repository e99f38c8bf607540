import type { Page } from './event-store.port.js';
import type { ShardFailure } from './lease.js';

/** An event that must not be skipped here could not be applied: a rebuild stops and says which. */
export class StrictFailure extends Error {
  override readonly name = 'StrictFailure';
  constructor(readonly failure: ShardFailure) {
    super(failure.words);
  }
}

/** The events of one or more windows that are written together. Positions do not say how many there are. */
export interface WindowEvents {
  readonly count: number;
  /** Position of the last one; undefined when there is none. */
  readonly last: bigint | undefined;
}

export const NO_EVENTS: WindowEvents = { count: 0, last: undefined };
export const joined = ({ count, last }: WindowEvents, { events }: Page): WindowEvents => ({
  count: count + events.length,
  last: events.at(-1)?.position ?? last,
});

/** A window could not be written. */
export class WindowRefused extends Error {
  constructor(
    readonly events: WindowEvents,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

const codeOf = (failure: unknown) => String((failure as { code?: unknown } | undefined)?.code ?? '');
/**
 * Rows that cannot be stored as they are (a NUL in a text, a number too large), as against a database in
 * trouble.
 */
export const refusesRows = (failure: unknown) =>
  /^2[23]/.test(codeOf(failure)) ||
  failure instanceof TypeError ||
  failure instanceof RangeError ||
  failure instanceof SyntaxError;

export function failureOf(failure: unknown): ShardFailure {
  if (failure instanceof StrictFailure) return failure.failure;
  const name =
    failure instanceof WindowRefused ? 'database' : failure instanceof Error ? failure.name : 'unknown';
  return { class: name, words: failure instanceof Error ? failure.message : String(failure) };
}
