import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './eventstoredb-connection.js';
import { follow, type Batch } from './eventstoredb-following.js';
import type { Entry, EventIndex, IndexWriter, Mark } from './eventstoredb-index.js';
import type { Reads } from './eventstoredb-reads.js';

export interface FillingParts {
  readonly connection: Connection;
  readonly index: EventIndex;
  readonly reads: Reads;
  readonly prefix: string;
  /** Nothing at or before it is ours; undefined: all of the log may be. */
  readonly origin: Mark | undefined;
}

const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const TAKE_OVER_MS = 1_000;
const GATHER_MS = 50;
const SILENT_MS = 10_000;

/**
 * Keeps the index up with the log for as long as the store is open: takes the filler's place when nobody
 * has it, subscribes behind the mark, and begins again after any failure. The client's subscriptions never
 * reconnect by themselves.
 */
export class Filling {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;
  private hurried = new AbortController();
  private failures = 0;
  /** The subscription there is, and when it last said something. */
  private life: { readonly stalled: AbortController; heardAt: number } | undefined;

  constructor(private readonly parts: FillingParts) {
    this.done = this.supervise();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async supervise(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const { index, connection } = this.parts;
      const { line } = connection;
      try {
        const ours = await index.fill((writer) => this.live(writer, line));
        if (!ours) await pause(TAKE_OVER_MS, signal);
      } catch {
        this.failures += 1;
        connection.failed(line);
        await pause(Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** Math.min(this.failures, 5)), signal);
      }
    }
  }

  /** One life of the subscription. Its end is a failure, unless we are stopping. */
  private async live(writer: IndexWriter, line: Connection['line']): Promise<void> {
    const { prefix, origin, connection, reads } = this.parts;
    const stalled = new AbortController();
    this.life = { stalled, heardAt: Date.now() };
    const signal = AbortSignal.any([this.stopping.signal, line.gone, stalled.signal]);
    const mark = (await writer.mark()) ?? origin;
    await follow({
      client: line.client,
      prefix,
      signal,
      from: mark && (await reads.before(mark)),
      deliver: async (batch) => {
        await this.fill(writer, batch);
        this.failures = 0;
        this.life!.heardAt = Date.now();
        connection.answered(line);
      },
    });
    if (!this.stopping.signal.aborted) throw new Error('the subscription ended');
  }

  /**
   * Somebody waits for the index: what has gathered goes now. A subscription that says nothing meanwhile is
   * given up for a new one.
   */
  hurry(): void {
    this.hurried.abort();
    const { life } = this;
    if (life && Date.now() - life.heardAt > SILENT_MS) life.stalled.abort();
  }

  private async gather(): Promise<void> {
    this.hurried = new AbortController();
    const signal = AbortSignal.any([this.hurried.signal, this.stopping.signal]);
    await sleep(GATHER_MS, undefined, { signal, ref: false }).catch(() => {});
  }

  private async fill(writer: IndexWriter, { events, mark }: Batch): Promise<void> {
    const entries = events.map(({ recorded, prepare }): Entry => {
      const { stream, revision, position, eventId, recordedAt, subjects } = recorded;
      return { stream, revision, position, prepare, eventId, recordedAt, subjects };
    });
    await writer.add(entries, mark);
    // The first of a crowd goes at once; those behind it gather and go together, which costs a tenth.
    if (entries.length > 0) await this.gather();
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  sleep(ms * (0.75 + Math.random() / 2), undefined, { signal, ref: false }).catch(() => {});
