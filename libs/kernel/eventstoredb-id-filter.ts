import { setTimeout as sleep } from 'node:timers/promises';

const BITS_AN_ID = 16;
const PROBES = 6;

/**
 * Answers "surely not among them" in no time and two bytes an id; one in a thousand times it does not know.
 */
export class IdFilter {
  private readonly words: Uint32Array;
  private readonly bits: number;
  count = 0;

  constructor(readonly capacity: number) {
    this.bits = capacity * BITS_AN_ID;
    this.words = new Uint32Array(Math.ceil(this.bits / 32));
  }

  add(eventId: string): void {
    this.count += 1;
    const [start, step] = this.course(eventId);
    for (let probe = 0, at = start; probe < PROBES; probe += 1) {
      this.words[at >>> 5]! |= 1 << (at & 31);
      at = (at + step) % this.bits;
    }
  }

  mayHold(eventId: string): boolean {
    const [start, step] = this.course(eventId);
    for (let probe = 0, at = start; probe < PROBES; probe += 1) {
      if ((this.words[at >>> 5]! & (1 << (at & 31))) === 0) return false;
      at = (at + step) % this.bits;
    }
    return true;
  }

  /** The end of a UUID is random in every version. */
  private course(eventId: string): [at: number, step: number] {
    const at = Number.parseInt(eventId.slice(28), 16) % this.bits;
    const step = 1 + (Number.parseInt(eventId.slice(20, 23) + eventId.slice(24, 28), 16) % (this.bits - 1));
    return [at, step];
  }
}

export interface IdPage {
  readonly eventIds: readonly string[];
  /** Everything up to here has been read now. */
  readonly upTo: bigint;
  /** There is more to read at once. */
  readonly more: boolean;
}

const LEAST_CAPACITY = 1_000_000;
/** Beyond it (64 MB a process) every append asks the index itself. */
const MOST_CAPACITY = 32_000_000;
const SYNC_MS = 200;

/**
 * Keeps a filter of the ids in the index: filled in the background from the first question on, a moment
 * behind what other processes write.
 */
export class KnownIds {
  private filter: IdFilter;
  private readTo = 0n;
  private ready = false;
  private started = false;
  private closed = false;

  constructor(
    private readonly read: (after: bigint) => Promise<IdPage>,
    capacity = LEAST_CAPACITY,
  ) {
    this.filter = new IdFilter(capacity);
  }

  /** Position up to which all ids are known; undefined while they are not. */
  get upTo(): bigint | undefined {
    return this.ready ? this.readTo : undefined;
  }

  /** True when none of these stands at or before {@link upTo}. False says nothing. */
  surelyNew(eventIds: readonly string[]): boolean {
    if (!this.started) void this.follow();
    return this.ready && !eventIds.some((id) => this.filter.mayHold(id));
  }

  close(): void {
    this.closed = true;
    this.ready = false;
  }

  private async follow(): Promise<void> {
    this.started = true;
    while (!this.closed) {
      const more = await this.readOn().catch(() => false); // PostgreSQL is away: what is known stays true
      if (!more) await sleep(SYNC_MS, undefined, { ref: false });
    }
  }

  private async readOn(): Promise<boolean> {
    const { eventIds, upTo, more } = await this.read(this.readTo);
    if (this.closed) return false;
    if (this.filter.count + eventIds.length > this.filter.capacity) return this.enlarge();
    for (const id of eventIds) this.filter.add(id);
    if (upTo > this.readTo) this.readTo = upTo;
    if (!more) this.ready = true;
    return more;
  }

  private enlarge(): boolean {
    this.ready = false;
    if (this.filter.capacity * 2 > MOST_CAPACITY) this.closed = true;
    else this.filter = new IdFilter(this.filter.capacity * 2);
    this.readTo = 0n;
    return !this.closed;
  }
}
