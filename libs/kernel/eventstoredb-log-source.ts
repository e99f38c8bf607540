import { Connection } from './eventstoredb-connection.js';
import { writtenOf } from './eventstoredb-events.js';
import { Reads } from './eventstoredb-reads.js';
import { LogSource, searched, type WrittenEvent } from './log-copy.js';

export interface EventStoreDbLogOptions {
  readonly prefix?: string;
  readonly origin?: { readonly commit: bigint; readonly prepare: bigint };
}

const PAGE = 1_000;
const CALL_MS = 10_000;
const READ_FOR_MS = 60_000;

/** The log in EventStoreDB, with the bytes of each body as they are stored. */
export class EventStoreDbLogSource extends LogSource {
  private readonly connection: Connection;
  private readonly reads: Reads;
  private readonly prefix: string;

  constructor(url: string, { prefix = '', origin }: EventStoreDbLogOptions = {}) {
    super();
    this.prefix = prefix;
    this.connection = new Connection(url, CALL_MS);
    const asking = { connection: this.connection, prefix, origin };
    this.reads = new Reads({ ...asking, callMs: CALL_MS, retryForMs: READ_FOR_MS });
  }

  async *pages(after: bigint): AsyncGenerator<readonly WrittenEvent[]> {
    for (let from = after; ;) {
      const { taken, next } = await this.reads.behind(from, PAGE, (stored) => writtenOf(stored, this.prefix));
      if (next === from) return;
      from = next;
      const page = taken.filter((event) => event !== undefined);
      if (page.length > 0) yield page;
    }
  }

  async newest(): Promise<string | undefined> {
    return (await this.reads.newest())?.eventId;
  }

  positionOf(eventId: string): Promise<bigint | undefined> {
    return searched(this, eventId);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
