import type { EventStore, Page } from './event-store.port.js';

/** The log has a hole where the store promises none. Nothing is read past it until somebody has looked. */
export class HoleInLog extends Error {
  override readonly name = 'HoleInLog';
}

export const WINDOW = 500;
/** How many windows the first of those who go side by side may be ahead of the last. */
const LEAD = 1;
const KEPT_PAGES = LEAD + 2;
/**
 * Who is at most so many windows behind is waited for. Readers wait for what is live, so it waits for nobody
 * long; a build that nobody sees yet loses nothing.
 */
const REACH = { live: 32, building: 256 } as const;
/** Measured: a shard that catches up alone takes 2 to 5 ms a window. */
const MS_FOR_A_WINDOW = 10;
/**
 * Where the log is not in our own database, reading it again costs more than waiting: a build then waits for
 * whoever comes closer, and so long for who stands still, writing.
 */
const STANDS_STILL_MS = 1_000;

/** One who reads on and on until it leaves. */
export interface LogReader {
  /** Whether anybody sees what it makes of the log. */
  readonly seen: boolean;
}

interface KeptPage {
  readonly after: bigint;
  readonly size: number;
  readonly reading: Promise<Page>;
}

/**
 * Reads the log for every shard of this process. Windows end on multiples of {@link WINDOW}, so that shards
 * going the same way ask for the same pages and each page is read and parsed once. Whoever is ahead of others
 * who go the same way waits for them, once: one that stays behind reads everything again, to the end.
 */
export class LogPages {
  /**
   * The youngest last. A list made anew, not a `Map`: the tables a `Map` grows out of point at those it grows
   * into, and once one is old every page is taken for alive and copied until the next full collection.
   */
  private pages: readonly KeptPage[] = [];
  private readonly readers = new Map<LogReader, bigint>();
  /** Who did not come when it was waited for. Nobody waits for it again until it is among us. */
  private readonly alone = new Set<LogReader>();
  private readonly waiting = new Set<() => void>();
  /**
   * How far apart the ends of a full window lie: where positions are places in a file, of the last one read.
   */
  private span = WINDOW;

  constructor(private readonly store: EventStore) {}

  /** At most `limit` events after a position, for one who goes with the others. */
  async readAs(reader: LogReader, after: bigint, limit: number): Promise<Page> {
    this.readers.set(reader, after);
    this.wake();
    await this.company(reader, after);
    return this.read(after, limit);
  }

  leave(reader: LogReader) {
    this.readers.delete(reader);
    this.alone.delete(reader);
    this.wake();
  }

  /** At most `limit` events after a position. */
  read(after: bigint, limit: number = WINDOW): Promise<Page> {
    const size = this.sizeAt(after, limit);
    const known = this.pages.find((kept) => kept.after === after && kept.size === size);
    if (known !== undefined) return known.reading;
    const reading = this.readChecked(after, size);
    const kept = { after, size, reading };
    this.pages = [...this.pages.slice(1 - KEPT_PAGES), kept];
    const forget = () => (this.pages = this.pages.filter((one) => one !== kept));
    reading.then((page) => page.events.length < size && forget(), forget);
    return reading;
  }

  sizeAt(after: bigint, limit: number): number {
    if (!this.store.capabilities.contiguousPositions) return limit;
    return Math.min(limit, WINDOW - Number(after % BigInt(WINDOW)));
  }

  /** Waits until those who go this way are with us, and leaves those behind who do not come. */
  private async company(reader: LogReader, after: bigint): Promise<void> {
    if (this.alone.has(reader)) return;
    const patient = !reader.seen && !this.store.capabilities.contiguousPositions;
    let behind = this.behind(reader, after);
    let until = Date.now() + patience(behind, patient);
    while (behind.size > 0 && Date.now() < until) {
      await this.somebodyMoves(until - Date.now());
      const left = this.behind(reader, after);
      if (patient && comeCloser(left, behind)) until = Date.now() + patience(left, patient);
      behind = left;
    }
    for (const lost of behind.keys()) this.alone.add(lost);
  }

  /** Who would lose sight of us, and by how many windows. */
  private behind({ seen }: LogReader, after: bigint): Behind {
    const reach = seen ? REACH.live : REACH.building;
    const behind = new Map<LogReader, number>();
    for (const [reader, at] of this.readers) {
      const windows = Number(after - at) / this.span;
      if (windows <= LEAD) this.alone.delete(reader);
      else if (windows <= reach && !this.alone.has(reader)) behind.set(reader, windows);
    }
    return behind;
  }

  private somebodyMoves(longestMs: number): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        this.waiting.delete(over);
        resolve();
      };
      const timer = setTimeout(over, longestMs);
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
    if (page.events.length === WINDOW) this.span = Number(page.next - after);
    return page;
  }
}

type Behind = ReadonlyMap<LogReader, number>;

const patience = (behind: Behind, patient: boolean): number =>
  Math.max(
    patient ? STANDS_STILL_MS : 0,
    ...[...behind.values()].map((windows) => windows * MS_FOR_A_WINDOW),
  );

const comeCloser = (left: Behind, before: Behind): boolean =>
  [...before].some(([reader, windows]) => (left.get(reader) ?? 0) < windows);
