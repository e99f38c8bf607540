import type { Recorded } from './event.js';
import type { Page } from './event-store.port.js';
import type { Flow } from './eventstoredb-read-call.js';

/** Gives every event of ours behind a place, in order, until the read ends. */
export type ReadOn = (after: bigint, take: (recorded: Recorded, flow: Flow) => void) => Promise<void>;

/** Full pages that may lie ready; then the read is held back. */
const MOST_READY = 4;
/** Whoever has not come for so long will not: what lies ready is let go. */
const IDLE_MS = 5_000;

/**
 * One long read of the log, cut into full pages as it comes. A call for each page would leave the server idle
 * for as long as each answer and each question are on their way.
 */
export class OnwardRead {
  private readonly ready: Page[] = [];
  private gathered: Recorded[] = [];
  private over = false;
  private flow: Flow | undefined;
  private wake: () => void = () => {};
  private readonly idle = setTimeout(() => this.leave(), IDLE_MS).unref();
  private asked = false;

  constructor(
    private place: bigint,
    private readonly limit: number,
    read: ReadOn,
  ) {
    const end = () => this.end();
    read(place, (recorded, flow) => this.take(recorded, flow)).then(end, end);
  }

  get left(): boolean {
    return this.over && this.ready.length === 0;
  }

  /** Whether its next page is the one behind this place, and nobody else waits for it. */
  goesOnFrom(after: bigint, limit: number): boolean {
    return !this.left && !this.asked && after === this.place && limit === this.limit;
  }

  /** The next full page; `undefined` when the read has ended or failed before there was one. */
  async next(): Promise<Page | undefined> {
    this.asked = true;
    while (this.ready.length === 0 && !this.over) await new Promise<void>((wake) => (this.wake = wake));
    this.asked = false;
    const page = this.ready.shift();
    if (page !== undefined) this.place = page.next;
    if (!this.left) this.idle.refresh();
    this.flow?.resume();
    return page;
  }

  leave(): void {
    clearTimeout(this.idle);
    this.ready.length = 0;
    this.end();
    this.flow?.leave();
  }

  /** Nothing more comes; what does not fill a page is read anew by whoever asks. */
  private end(): void {
    this.over = true;
    this.gathered = [];
    this.wake();
  }

  private take(recorded: Recorded, flow: Flow): void {
    this.flow = flow;
    if (this.over) return flow.leave(); // left before there was anything to leave
    this.gathered.push(recorded);
    if (this.gathered.length < this.limit) return;
    this.ready.push({ events: this.gathered, next: recorded.position });
    this.gathered = [];
    if (this.ready.length >= MOST_READY) flow.pause();
    this.wake();
  }
}
