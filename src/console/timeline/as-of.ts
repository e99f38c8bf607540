import type { Address } from '../app/address';
import type { Query } from '../app/ask';
import { endOfDay, msOf } from '../parts/instant';

/** The two ends of knowledge asked for: what was true by `trueBy`, what was known by `knownBy`. */
export interface AskedAsOf {
  readonly trueBy: string | null;
  /** A day, an instant, or the position of an event. */
  readonly knownBy: string | null;
}

export const asOfIn = (address: Address): AskedAsOf => ({
  trueBy: address.get('asOfTrue'),
  knownBy: address.get('asOfKnown'),
});

export const isPosition = (knownBy: string) => /^\d+$/.test(knownBy);
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/**
 * The same as the platform asks for it: a day means until its end in Shanghai. Null when nothing is
 * asked.
 */
export function asOfQuery({ trueBy, knownBy }: AskedAsOf): Query | null {
  if (trueBy === null && knownBy === null) return null;
  return {
    asOfTrue: trueBy,
    asOfKnown: knownBy && isDay(knownBy) ? new Date(endOfDay(knownBy)).toISOString() : knownBy,
  };
}

/** Milliseconds until which things had happened, without end when not asked. */
export function trueUntil({ trueBy }: AskedAsOf): number {
  if (trueBy === null) return Infinity;
  return isDay(trueBy) ? endOfDay(trueBy) : msOf(trueBy);
}
