import type { ShardFailure } from './lease.js';

/** An event that must not be skipped here could not be applied: a rebuild stops and says which. */
export class StrictFailure extends Error {
  override readonly name = 'StrictFailure';
  constructor(readonly failure: ShardFailure) {
    super(failure.words);
  }
}

/** A window could not be written. */
export class WindowRefused extends Error {
  constructor(
    readonly from: bigint,
    readonly to: bigint,
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
