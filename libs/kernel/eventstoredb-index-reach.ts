import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from './event-store.port.js';
import type { EventIndex } from './eventstoredb-index.js';

export interface IndexReachParts {
  readonly index: EventIndex;
  readonly readHead: () => Promise<bigint>;
  readonly withinMs: number;
  /** Tells the filler, when it is in this process, that somebody waits. */
  readonly hurry: () => void;
}

/**
 * Makes readers by subject, id or time wait for the index: they must not miss what stood in the log when
 * they asked.
 */
export class IndexReach {
  constructor(private readonly parts: IndexReachParts) {}

  /** Resolves when the index holds everything up to a position, or up to the head as it is now. */
  async upTo(position: bigint): Promise<void> {
    const { index, readHead, withinMs, hurry } = this.parts;
    const head = await readHead();
    const wanted = position < head ? position : head;
    const end = Date.now() + withinMs;
    for (let pauseMs = 2; wanted > 0n; pauseMs = Math.min(100, pauseMs * 2)) {
      const reached = await index.reached();
      if (reached >= wanted) return;
      if (Date.now() > end)
        throw new StoreUnavailable(`the index stands at ${reached}, the log at ${wanted}`);
      hurry();
      await sleep(pauseMs);
    }
  }
}
