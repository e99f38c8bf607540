import type { EventStore, Page } from './event-store.port.js';
import { Fenced, LEASE_RENEWAL_MS, type Lease, type Leases, type ShardName } from './lease.js';
import { failureOf, refusesRows, WindowRefused } from './runner-failure.js';
import type { LogPages } from './runner-pages.js';
import { pause } from './runner-pause.js';

/** Points of the loop at which a test may pull the plug. Production passes no hook. */
export type LoopPoint =
  'before-read' | 'after-read' | 'after-fold' | 'before-write' | 'after-write' | 'before-release';
export type LoopHook = (point: LoopPoint, shard: ShardName, position: bigint) => void | Promise<void>;

/** What is done with the windows of one shard while its lease is held. */
export interface ShardWork {
  /** Thinks a window through and answers what will write it. `poisoned`: an event the database has refused. */
  prepare(page: Page, step: { from: bigint; poisoned: bigint | undefined }): Promise<() => Promise<void>>;
  /** There is less than a window left to read. */
  nearHead?(): void;
}
export interface WorkKind {
  readonly window: number;
  /** `careful`: a window was refused by PostgreSQL; rows thought new may be there, texts may hold anything. */
  open(lease: Lease, careful: boolean): Promise<ShardWork>;
}

export interface Counters {
  applied: number;
  windows: number;
  failures: number;
}
export interface LoopParts {
  readonly store: EventStore;
  readonly leases: Leases;
  readonly pages: LogPages;
  readonly hook: LoopHook | undefined;
  readonly counters: Counters;
}

interface Run {
  readonly lease: Lease;
  readonly work: ShardWork;
  at: bigint;
  alive: number;
  writing: Promise<void>;
}

const TAKE_OVER_MS = 2_000;
const LONGEST_BACKOFF_MS = 10_000;

/** Follows the log for one shard for as long as the program runs: takes the lease, works, and begins again after any failure. */
export class ShardLoop {
  private limit: number;
  private careful = false;
  private poisoned: bigint | undefined;
  private failuresInRow = 0;

  constructor(
    readonly shard: ShardName,
    private readonly kind: WorkKind,
    private readonly parts: LoopParts,
  ) {
    this.limit = kind.window;
  }

  /** Ends when the signal says so, after the window in hand is written and the lease given back. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const lease = await this.parts.leases.acquire(this.shard);
        if (lease) await this.hold(lease, signal);
        else await pause(TAKE_OVER_MS * (0.75 + Math.random() / 2), signal);
      } catch {
        this.failuresInRow += 1;
        this.parts.counters.failures += 1;
        await pause(Math.min(100 * 2 ** this.failuresInRow, LONGEST_BACKOFF_MS), signal);
      }
    }
  }

  private async hold(lease: Lease, signal: AbortSignal) {
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
    else if (failure.to - failure.from > 1n) this.limit = Math.max(1, Number(failure.to - failure.from) >> 1);
    else this.poisoned = failure.to;
    return true;
  }

  /** The next window is read while the last one is written; the rules run in between. */
  private async follow(lease: Lease, work: ShardWork, signal: AbortSignal) {
    const run: Run = { lease, work, at: lease.position, alive: Date.now(), writing: Promise.resolve() };
    try {
      while (!signal.aborted) {
        const more = await this.window(run);
        if (more) continue;
        await run.writing;
        await this.rest(run, signal);
      }
    } finally {
      await Promise.allSettled([run.writing]);
    }
    await run.writing;
  }

  /** Reads, folds and begins to write one window; answers whether there is surely more to read. */
  private async window(run: Run): Promise<boolean> {
    const { hook, pages } = this.parts;
    const { lease, work, at } = run;
    await hook?.('before-read', lease, at);
    const size = this.limit;
    const page = await pages.read(at, size);
    await hook?.('after-read', lease, page.next);
    if (page.next === at) return false;
    const full = page.events.length >= pages.sizeAt(at, size);
    if (full) void pages.read(page.next, this.limit).catch(() => undefined);
    const write = await work.prepare(page, { from: at, poisoned: this.poisoned });
    await hook?.('after-fold', lease, page.next);
    await run.writing;
    run.writing = this.write(write, { from: at, page, lease });
    run.writing.catch(() => undefined);
    run.at = page.next;
    run.alive = Date.now();
    return full;
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

  private async write(
    write: () => Promise<void>,
    { from, page, lease }: { from: bigint; page: Page; lease: Lease },
  ) {
    const { hook, counters } = this.parts;
    await hook?.('before-write', lease, page.next);
    try {
      await write();
    } catch (failure) {
      if (failure instanceof Fenced) throw failure;
      throw new WindowRefused(from, page.next, failure);
    }
    await hook?.('after-write', lease, page.next);
    counters.windows += 1;
    counters.applied += page.events.length;
    this.failuresInRow = 0;
    this.limit = Math.min(this.limit * 2, this.kind.window);
    if (this.poisoned !== undefined && page.next >= this.poisoned) this.poisoned = undefined;
  }
}
