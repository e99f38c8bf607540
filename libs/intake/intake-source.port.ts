import type { LandAll } from './append.js';
import type { Door, IntakeResult, RawRecord } from './record.js';
import type { Sender } from './sender.js';

/**
 * Takes records over, checks, records or rejects each, and answers one by one. While any is `unknown` the
 * source keeps its place and hands over the same records again; everything else is settled for good.
 */
export type Deliver = (
  records: readonly RawRecord[],
  sender: Sender,
  door: Door,
  land?: LandAll,
) => Promise<IntakeResult[]>;

/** A door that fetches by itself: Kafka topics, a watched folder. HTTP is called, so it needs none. */
export abstract class IntakeSource {
  abstract readonly door: Door;
  /** Begins to hand over; resolves once it does. Throws when the source cannot be reached at all. */
  abstract start(deliver: Deliver): Promise<void>;
  /** Ends after the records under way are answered. Repeatable. */
  abstract stop(): Promise<void>;
}
