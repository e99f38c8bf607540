import type { Notification } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './postgres-connection.js';

export const CHANNEL = 'youan_store';
const NOTIFY_EVERY_MS = 10;

interface Waiter {
  readonly position: bigint;
  readonly wake: () => void;
}

/**
 * Tells who waits that the log has grown. LISTEN is a hint that makes it quick; asking for the head at
 * intervals is the truth, so a lost notification or connection delays a reader and never stops it.
 */
export class WakeUp {
  private readonly waiters = new Set<Waiter>();
  private readonly listener: Connection;
  private seen = 0n;
  private looking = false;
  private poll: NodeJS.Timeout | undefined;
  private notifying = false;
  private owed = false;
  private closed = false;

  constructor(
    settings: ConstructorParameters<typeof Connection>[0],
    private readonly readHead: () => Promise<bigint>,
    private readonly pollMs: number,
  ) {
    this.listener = new Connection(settings, async (client) => {
      client.on('notification', ({ payload }: Notification) => this.grownTo(BigInt(payload ?? '0')));
      await client.query(`listen ${CHANNEL}`);
    });
  }

  /** Resolves when the log is longer than `position`, at the latest after `timeoutMs`. Never throws. */
  waitBeyond(position: bigint, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (this.seen > position || this.closed || signal?.aborted) return Promise.resolve();
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
      void this.look();
      this.poll ??= setInterval(() => void this.look(), this.pollMs).unref();
    });
  }

  /** Our own commit: wakes the waiters here, and by one notification at a time those of other processes. */
  committed(head: bigint): void {
    this.grownTo(head);
    this.owed = true;
    if (!this.notifying) void this.notify();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.poll);
    for (const { wake } of [...this.waiters]) wake();
    await this.listener.close();
  }

  private grownTo(head: bigint): void {
    if (head <= this.seen) return;
    this.seen = head;
    for (const { position, wake } of [...this.waiters]) if (position < head) wake();
  }

  /** LISTEN first, then look, so that nothing falls between the two. Again and again while anyone waits. */
  private async look(): Promise<void> {
    if (this.waiters.size === 0) {
      clearInterval(this.poll);
      this.poll = undefined;
    } else if (!this.looking) {
      this.looking = true;
      try {
        await this.listener.open();
        this.grownTo(await this.readHead());
      } catch {
        // The server is away. Waiters have their own time limit, and we look again at the next interval.
      }
      this.looking = false;
    }
  }

  private async notify(): Promise<void> {
    this.notifying = true;
    while (this.owed && !this.closed) {
      this.owed = false;
      try {
        const { rows } = await this.listener.open();
        await rows({
          name: 'notify',
          text: 'select pg_notify($1, $2)',
          values: [CHANNEL, String(this.seen)],
        });
      } catch {
        this.listener.drop();
      }
      // Under load one notification stands for all flushes of these milliseconds.
      await sleep(NOTIFY_EVERY_MS, undefined, { ref: false });
    }
    this.notifying = false;
  }
}
