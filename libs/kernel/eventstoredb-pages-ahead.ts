import type { Page } from './event-store.port.js';

/**
 * So many pages are read before they are asked for, one after the other: the server never waits for the
 * reader.
 */
const MOST_AHEAD = 2;

/**
 * Pages of the log for one who reads on and on. Whoever has asked for two in a row will ask for the third:
 * it is read while the second is worked on. A page that was not full may have grown meanwhile and is read
 * anew.
 */
export class PagesAhead {
  private readonly ready = new Map<string, Promise<Page>>();
  private expected: string | undefined;

  constructor(private readonly read: (after: bigint, limit: number) => Promise<Page>) {}

  async page(after: bigint, limit: number): Promise<Page> {
    const key = keyOf(after, limit);
    const prepared = this.ready.get(key);
    this.ready.delete(key);
    if (prepared === undefined) this.ready.clear(); // whoever reads goes another way
    const readsOn = this.expected === key;
    let page = await prepared?.catch(() => undefined);
    if (page === undefined || page.events.length < limit) page = await this.read(after, limit);
    const full = page.events.length === limit;
    this.expected = full ? keyOf(page.next, limit) : undefined;
    if (full && readsOn) this.prepare(page.next, limit, MOST_AHEAD);
    return page;
  }

  /** The next page, unless it is being read, and behind it the one after. */
  private prepare(after: bigint, limit: number, pages: number): void {
    if (pages === 0) return;
    const key = keyOf(after, limit);
    const page = this.ready.get(key) ?? this.read(after, limit);
    this.ready.set(key, page);
    page.then(
      ({ events, next }) => {
        const wanted = this.ready.get(key) === page || this.expected === keyOf(next, limit);
        if (events.length === limit && wanted) this.prepare(next, limit, pages - 1);
      },
      () => this.ready.delete(key),
    );
  }
}

const keyOf = (after: bigint, limit: number) => `${after}+${limit}`;
