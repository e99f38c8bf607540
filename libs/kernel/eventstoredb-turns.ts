import { StoreUnavailable } from './event-store.port.js';

/**
 * Work that shares a name (a stream, an event id) keeps its order: each waits for those before it. Work
 * that shares none does not wait.
 */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();
  private waiting = 0;
  private closed = false;

  constructor(private readonly most: number) {}

  take<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    if (this.waiting >= this.most)
      return Promise.reject(new StoreUnavailable(`${this.waiting} appends wait already`));
    this.waiting += 1;
    const before = new Set<Promise<void>>();
    for (const name of names) {
      const turn = this.last.get(name);
      if (turn) before.add(turn);
    }
    const turn = before.size === 0 ? work() : Promise.all(before).then(work);
    const leave = () => this.leave(names, done);
    const done: Promise<void> = turn.then(leave, leave);
    for (const name of names) this.last.set(name, done);
    return turn;
  }

  /** Takes nothing more, and resolves when all that was taken is done. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.last.values());
  }

  private leave(names: readonly string[], done: Promise<void>): void {
    this.waiting -= 1;
    for (const name of names) if (this.last.get(name) === done) this.last.delete(name);
  }
}
