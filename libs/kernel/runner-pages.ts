import type { EventStore, Page } from './event-store.port.js';

/** The log has a hole where the store promises none. Nothing is read past it until somebody has looked. */
export class HoleInLog extends Error {
  override readonly name = 'HoleInLog';
}

export const WINDOW = 2_000;
const KEPT_PAGES = 3;

/**
 * Reads the log for every shard of this process. Windows end on multiples of {@link WINDOW}, so that shards going the
 * same way ask for the same pages and each page is read and parsed once.
 */
export class LogPages {
  private readonly pages = new Map<string, Promise<Page>>();

  constructor(private readonly store: EventStore) {}

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
    return Math.min(limit, WINDOW - Number(after % BigInt(WINDOW)));
  }

  private async readChecked(after: bigint, limit: number): Promise<Page> {
    const page = await this.store.readAll({ after, limit });
    const counted = BigInt(page.events.length);
    if (this.store.capabilities.contiguousPositions && page.next - after !== counted)
      throw new HoleInLog(`${counted} events between ${after} and ${page.next}`);
    return page;
  }
}
