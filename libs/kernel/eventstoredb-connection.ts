import { EventStoreDBClient } from '@eventstore/db-client';
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from './event-store.port.js';
import { BatchCall } from './eventstoredb-batch-call.js';
import { StoreMisconfigured } from './eventstoredb-faults.js';
import { widenWindow } from './eventstoredb-window.js';

/** The client and our own end of its append call: they live and are replaced together. */
export interface Line {
  readonly client: EventStoreDBClient;
  readonly batch: BatchCall;
  /**
   * Aborted when the line is given up: the client says nothing to reads and subscriptions it cancels
   * itself.
   */
  readonly gone: AbortSignal;
}

interface Dialled extends Line {
  readonly end: AbortController;
  /** Somebody has been given it. */
  used: boolean;
}

const HANG_UP_MS = 500;
/** The client mends most outages itself; after so many failures without one answer it is replaced. */
const FAILURES_BEFORE_ANEW = 5;

/**
 * The way to the server. The client keeps a rejected look-up of the server's features for good, and loses
 * its way when every node it knows is replaced: whoever fails says so here, and after a while a new client
 * is made from the address.
 */
export class Connection {
  private present: Dialled;
  private failures = 0;
  private answeredOnce = false;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly callMs: number,
  ) {
    this.present = this.dial();
  }

  /** Throws `StoreUnavailable` once it is closed. */
  get line(): Line {
    if (this.closed) throw new StoreUnavailable('the store is closed');
    this.present.used = true;
    return this.present;
  }

  /** Whether the server has ever answered: then our account was good. */
  get letIn(): boolean {
    return this.answeredOnce;
  }

  /** The server answered on this line, if only with a refusal. */
  answered(line: Line): void {
    this.answeredOnce = true;
    if (line === this.present) this.failures = 0;
  }

  failed(line: Line): void {
    if (line !== this.present || this.closed) return;
    this.failures += 1;
    if (this.failures < FAILURES_BEFORE_ANEW) return;
    this.failures = 0;
    const given = this.present;
    this.present = this.dial();
    void hangUp(given);
  }

  async close(): Promise<void> {
    this.closed = true;
    await hangUp(this.present);
  }

  private dial(): Dialled {
    let client: EventStoreDBClient;
    try {
      client = EventStoreDBClient.connectionString(this.url);
    } catch (error) {
      throw unreadable(error);
    }
    widenWindow(client);
    const end = new AbortController();
    setMaxListeners(0, end.signal);
    return { client, batch: new BatchCall(client, this.callMs), end, gone: end.signal, used: false };
  }
}

/** `dispose` of the client ends its calls and leaves its socket open: the channel is closed here. */
async function hangUp({ client, batch, end, used }: Dialled): Promise<void> {
  await nextTurn(); // calls are ended here: see `cancel` of reads
  end.abort();
  if (!used) return; // to ask an unused client for its channel would make it look for one
  batch.abandon();
  // A stream nobody reads any more never says that it is finished: it is not waited for.
  await Promise.race([client.dispose(), sleep(HANG_UP_MS, undefined, { ref: false })]);
  const { getChannel } = client as unknown as { getChannel(): Promise<{ close(): void }> };
  await getChannel().then(
    (channel) => channel.close(),
    () => {},
  );
}

/**
 * The address may hold a password: only the client's own words about a missing file are repeated, never the
 * address.
 */
function unreadable(error: unknown): StoreMisconfigured {
  const words = error instanceof Error && /file/i.test(error.message) ? `: ${error.message}` : '';
  return new StoreMisconfigured(
    `EVENTSTOREDB_URL 无法理解${words}，应形如 esdb://主机:2113?tls=true`,
    `EVENTSTOREDB_URL cannot be understood${words}; it looks like esdb://host:2113?tls=true`,
  );
}
