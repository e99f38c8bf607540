import { setTimeout as sleep } from 'node:timers/promises';

interface Waiter {
  readonly position: bigint;
  readonly wake: () => void;
}

/**
 * Tells who waits that the log has grown. What this process writes and fills wakes at once; asking for the
 * head at intervals while somebody waits finds what others wrote.
 */
export class GrowthWatch {
  private readonly waiters = new Set<Waiter>();
  private newest = 0n;
  private watching = false;
  private closed = false;

  constructor(
    private readonly readHead: () => Promise<bigint>,
    private readonly pollMs: number,
  ) {}

  /** Position of the newest event that was ever seen here. */
  get seen(): bigint {
    return this.newest;
  }

  grownTo(head: bigint): void {
    if (head <= this.newest) return;
    this.newest = head;
    for (const { position, wake } of [...this.waiters]) if (position < head) wake();
  }

  waitBeyond(position: bigint, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (this.newest > position || this.closed || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.waiters.delete(waiter);
        resolve();
      };
      const waiter = { position, wake };
      const timer = setTimeout(wake, timeoutMs);
      signal?.addEventListener('abort', wake);
      this.waiters.add(waiter);
      void this.watch();
    });
  }

  close(): void {
    this.closed = true;
    for (const { wake } of [...this.waiters]) wake();
  }

  private async watch(): Promise<void> {
    if (this.watching) return;
    this.watching = true;
    while (this.waiters.size > 0 && !this.closed) {
      // The server may be away: waiters have their own time limit, and we look again after the same pause.
      await this.readHead().then(
        (head) => this.grownTo(head),
        () => {},
      );
      if (this.waiters.size > 0)
        await sleep(this.pollMs * (0.75 + Math.random() / 2), undefined, { ref: false });
    }
    this.watching = false;
  }
}
