import type { EventMeta } from './event.js';

/**
 * Everything a decider must not find out by itself: who, when in the world, and under which command's name.
 */
export interface Authored {
  readonly meta: EventMeta;
  readonly occurredAt: string;
  /** Ids of the events a command makes are derived from it, so a repeated command changes nothing. */
  readonly commandId: string;
}
