import type { EventStore, Page } from './event-store.port.js';

/** The log has a hole where the store promises none. Nothing is read past it until somebody has looked. */
export class HoleInLog extends Error {
  override readonly name = 'HoleInLog';
}

export const WINDOW = 500;
/** How many windows the first of those who go side by side may be ahead of the last. */
const LEAD = 1;
const KEPT_PAGES = LEAD + 2;
const LONGEST_WAIT_MS = 300;

/**
 * Reads the log for every shard of this process. Windows end on multiples of {@link WINDOW}, so that shards
 * going the same way ask for the same pages and each page is read and parsed once. Whoever is ahead of others
 * who go the same way waits for them a little: one that falls behind would have to read everything again.
 */
export class LogPages {
  private readonly pages = new Map<string, Promise<Page>>();
  private readonly readers = new Map<object, bigint>();
  private readonly waiting = new Set<() => void>();
  /** How far apart the ends of a full window lie: where positions are places in a file, the widest seen. */
  private span = WINDOW;

  constructor(private readonly store: EventStore) {}

  /** At most `limit` events after a position, for one who reads on and on until it leaves. */
  async readAs(reader: object, after: bigint, limit: number): Promise<Page> {
    this.readers.set(reader, after);
    this.wake();
    if (this.leavesSomebody(after)) await this.patience();
    return this.read(after, limit);
  }

  leave(reader: object) {
    this.readers.delete(reader);
    this.wake();
  }

  /** At most `limit` events after a position. */
  read(after: bigint, limit: number = WINDOW): Promise<Page> {
    const size = this.sizeAt(after, limit);
    const name = `${after}+${size}`;
    const known = this.pages.get(name);
    if (known !== undefined) return known;
    const reading = this.readChecked(after, size);
    this.pages.set(name, reading);
    const forget = () => this.pages.get(name) === reading && this.pages.delete(name);
    reading.then((page) => page.events.length < size && forget(), forget);
    if (this.pages.size > KEPT_PAGES) this.pages.delete(this.pages.keys().next().value!);
    return reading;
  }

  sizeAt(after: bigint, limit: number): number {
    if (!this.store.capabilities.contiguousPositions) return limit;
    return Math.min(limit, WINDOW - Number(after % BigInt(WINDOW)));
  }

  /**
   * Whether somebody goes this way who would lose sight of us; who is further behind is on its own already.
   */
  private leavesSomebody(after: bigint): boolean {
    for (const at of this.readers.values()) {
      const ahead = Number(after - at) / this.span;
      if (ahead > LEAD && ahead <= LEAD + 1) return true;
    }
    return false;
  }

  /** Until somebody reads on, or for a moment: nobody is held up by one who stands still. */
  private patience(): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        this.waiting.delete(over);
        resolve();
      };
      const timer = setTimeout(over, LONGEST_WAIT_MS);
      this.waiting.add(over);
    });
  }

  private wake() {
    for (const over of [...this.waiting]) over();
  }

  private async readChecked(after: bigint, limit: number): Promise<Page> {
    const page = await this.store.readAll({ after, limit });
    const counted = BigInt(page.events.length);
    if (this.store.capabilities.contiguousPositions && page.next - after !== counted)
      throw new HoleInLog(`${counted} events between ${after} and ${page.next}`);
    if (page.events.length === WINDOW) this.span = Math.max(this.span, Number(page.next - after));
    return page;
  }
}
