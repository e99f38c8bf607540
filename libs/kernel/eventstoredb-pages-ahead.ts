import type { Page } from './event-store.port.js';
import { OnwardRead, type ReadOn } from './eventstoredb-onward-read.js';

/** So many may read on at once, each its own way. */
const MOST_AT_ONCE = 4;

/**
 * Pages of the log for those who read on and on. Whoever has asked for two full ones in a row will ask for
 * the third, and all behind it are read on from there.
 */
export class PagesAhead {
  private onward: readonly OnwardRead[] = [];
  /** Where those who were given a full page would go on; the youngest last. */
  private expected: readonly string[] = [];

  constructor(
    private readonly read: (after: bigint, limit: number) => Promise<Page>,
    private readonly readOn: ReadOn,
  ) {}

  async page(after: bigint, limit: number): Promise<Page> {
    const key = keyOf(after, limit);
    const readsOn = this.expected.includes(key);
    const going = this.onward.find((one) => one.goesOnFrom(after, limit));
    const prepared = await going?.next();
    const page = prepared ?? (await this.read(after, limit));
    if (page.events.length < limit) return page;
    this.expected = [
      ...this.expected.filter((one) => one !== key).slice(1 - MOST_AT_ONCE),
      keyOf(page.next, limit),
    ];
    if (readsOn && prepared === undefined) this.begin(page.next, limit);
    return page;
  }

  private begin(after: bigint, limit: number): void {
    const going = this.onward.filter((one) => !one.left);
    for (const oldest of going.slice(0, -(MOST_AT_ONCE - 1))) oldest.leave();
    this.onward = [...going.slice(1 - MOST_AT_ONCE), new OnwardRead(after, limit, this.readOn)];
  }
}

const keyOf = (after: bigint, limit: number) => `${after}+${limit}`;
