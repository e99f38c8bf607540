import type { EventStore } from './event-store.port.js';
import { Fenced, LEASE_RENEWAL_MS, type Lease, type Leases, type ShardName } from './lease.js';
import { failureOf, joined, NO_EVENTS, refusesRows, WindowRefused } from './runner-failure.js';
import type { WindowEvents } from './runner-failure.js';
import type { LogPages, LogReader } from './runner-pages.js';
import { pause } from './runner-pause.js';
import type { Counters, LoopHook, ShardWork, WorkKind, Write } from './shard-work.js';

export interface LoopParts {
  readonly store: EventStore;
  readonly leases: Leases;
  readonly pages: LogPages;
  readonly hook: LoopHook | undefined;
  readonly counters: Counters;
}

interface Written {
  readonly lease: Lease;
  readonly to: bigint;
  readonly events: WindowEvents;
}
/** One holding of the lease. */
interface Run {
  readonly lease: Lease;
  readonly work: ShardWork;
  readonly reader: LogReader;
  /** Everything up to here is thought through. */
  at: bigint;
  /** Everything up to here is written or being written. */
  written: bigint;
  /** What is thought through and not yet being written. */
  inHand: WindowEvents;
  alive: number;
  writing: Promise<void>;
  /** The one that is writing has the shard to itself; not every write says so. */
  begun: Promise<void>;
}

/** How often one asks for a shard that is meant for it and still in other hands. */
const TAKE_OVER_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;

/** Follows the log for one shard: takes the lease, works, and begins again after any failure. */
export class ShardLoop {
  private limit: number;
  private careful = false;
  private poisoned: bigint | undefined;
  private failuresInRow = 0;
  /** Whether the lease is ours now. */
  holds = false;

  constructor(
    readonly shard: ShardName,
    private readonly kind: WorkKind,
    private readonly parts: LoopParts,
  ) {
    this.limit = kind.window;
  }

  /** Ends when the signal says so: the window in hand is written, the lease given back. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const lease = await this.parts.leases.acquire(this.shard);
        if (lease) await this.hold(lease, signal).finally(() => (this.holds = false));
        else await pause(TAKE_OVER_MS * (0.75 + Math.random() / 2), signal);
      } catch {
        this.failuresInRow += 1;
        this.parts.counters.failures += 1;
        await pause(Math.min(100 * 2 ** this.failuresInRow, LONGEST_BACKOFF_MS), signal);
      }
    }
  }

  private async hold(lease: Lease, signal: AbortSignal) {
    this.holds = true;
    try {
      await this.follow(lease, await this.kind.open(lease, this.careful), signal);
    } catch (failure) {
      if (failure instanceof Fenced) return;
      const settled = this.settle(failure);
      if (!settled) await this.parts.leases.note(lease, failureOf(failure));
      await this.parts.leases.release(lease);
      if (settled) return;
      throw failure;
    }
    await this.parts.hook?.('before-release', this.shard, lease.position);
    await this.parts.leases.release(lease);
  }

  /** Whether the failure says what to do otherwise the next time, at once. */
  private settle(failure: unknown): boolean {
    if (!(failure instanceof WindowRefused) || !refusesRows(failure.cause)) return false;
    if (!this.careful) this.careful = true;
    else if (failure.events.count > 1)
      this.limit = Math.max(1, Math.min(failure.events.count, this.kind.window) >> 1);
    else this.poisoned = failure.events.last;
    return true;
  }

  /** The next window is read while the last one is written; the rules run in between. */
  private async follow(lease: Lease, work: ShardWork, signal: AbortSignal) {
    const { position, state } = lease;
    const reader = { seen: state === 'live' };
    const run: Run = {
      lease,
      work,
      reader,
      at: position,
      written: position,
      inHand: NO_EVENTS,
      alive: Date.now(),
      writing: Promise.resolve(),
      begun: Promise.resolve(),
    };
    try {
      while (!signal.aborted) {
        const more = await this.window(run);
        if (more) continue;
        await run.writing;
        await this.rest(run, signal);
      }
    } finally {
      this.parts.pages.leave(reader);
      await Promise.allSettled([run.writing]);
    }
    await run.writing;
  }

  /** Reads, folds and begins to write one window; answers whether there is surely more to read. */
  private async window(run: Run): Promise<boolean> {
    const { hook, pages } = this.parts;
    const { lease, work, reader, at } = run;
    await hook?.('before-read', lease, at);
    const size = this.limit;
    const page = await pages.readAs(reader, at, size);
    await hook?.('after-read', lease, page.next);
    if (page.next === at && run.written === at) return false;
    const full = page.events.length >= pages.sizeAt(at, size);
    if (full) void pages.read(page.next, this.limit).catch(() => undefined);
    const more = full && size === this.kind.window;
    const write = await work.prepare(page, { from: at, poisoned: this.poisoned, more });
    await hook?.('after-fold', lease, page.next);
    run.at = page.next;
    run.inHand = joined(run.inHand, page);
    if (write !== undefined) await this.hand(run, write);
    return full;
  }

  /**
   * Begins to write, and waits until the windows before are written: rows of one window at most are on their
   * way while the next is thought through. Where those before fail, this one finds the shard elsewhere and
   * fails too; what is told is why they did.
   */
  private async hand(run: Run, write: Write) {
    const before = run.writing;
    await (write.addsOnly ? Promise.race([before, run.begun]) : before);
    const written = { lease: run.lease, to: run.at, events: run.inHand };
    run.begun = new Promise((begun) => {
      run.writing = this.write(() => write(begun), written);
    });
    run.writing.catch(() => undefined);
    [run.written, run.inHand] = [run.at, NO_EVENTS];
    await before;
    run.alive = Date.now();
  }

  /** Everything is read: waits for more and keeps the lease meanwhile. */
  private async rest(run: Run, signal: AbortSignal) {
    run.work.nearHead?.();
    if (Date.now() - run.alive >= LEASE_RENEWAL_MS) {
      await this.parts.leases.renew(run.lease);
      run.alive = Date.now();
    }
    await this.parts.store.waitBeyond(run.at, LEASE_RENEWAL_MS, signal);
  }

  private async write(write: () => Promise<void>, { to, events, lease }: Written) {
    const { hook, counters } = this.parts;
    await hook?.('before-write', lease, to);
    try {
      await write();
    } catch (failure) {
      if (failure instanceof Fenced) throw failure;
      throw new WindowRefused(events, failure);
    }
    await hook?.('after-write', lease, to);
    counters.windows += 1;
    counters.applied += events.count;
    this.failuresInRow = 0;
    this.limit = Math.min(this.limit * 2, this.kind.window);
    if (this.poisoned !== undefined && to >= this.poisoned) this.poisoned = undefined;
  }
}
