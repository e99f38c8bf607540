import {
  END,
  excludeSystemEvents,
  START,
  streamNameFilter,
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Recorded } from './event.js';
import { recordedOf } from './eventstoredb-events.js';
import type { Mark } from './eventstoredb-index.js';
import type { StoredEvent } from './eventstoredb-stored.js';

/** An event of ours, with the second number of its place. */
export interface Followed {
  readonly recorded: Recorded;
  readonly prepare: bigint;
}
/**
 * Events in the order of the log, and the place up to which everything has been seen once they are handled.
 */
export interface Batch {
  readonly events: readonly Followed[];
  readonly mark: Mark;
}

export interface Following {
  readonly client: EventStoreDBClient;
  readonly prefix: string;
  /** Everything behind it is followed; undefined: from the start. `end`: only what comes from now on. */
  readonly from: Mark | 'end' | undefined;
  readonly deliver: (batch: Batch) => Promise<void>;
  readonly signal: AbortSignal;
}

const LARGEST_BATCH = 1_000;
/** Each 32 events searched times this the server tells how far it has looked. */
const CHECKPOINT_INTERVAL = 8;

type InLine = AllStreamResolvedEvent | CheckpointInLine;

/** Stands in the subscription's own line, behind the events the server sent before it. */
class CheckpointInLine {
  constructor(readonly mark: Mark) {}
}

/**
 * Follows `$all` from a mark until the signal or an error ends it: one life of a subscription, which the
 * caller renews.
 *
 * The client calls `checkpointReached` when the message arrives, while events before it still wait in its
 * buffer: a mark stored then would skip them after a crash. So the callback stores nothing; it puts the
 * mark into the same line, and it is handed on when everything before it has been handled.
 */
export async function follow({ client, prefix, from, deliver, signal }: Following): Promise<void> {
  const subscription = subscribe(client, prefix, from);
  const stop = () => subscription.destroy();
  signal.addEventListener('abort', stop);
  const gathered = new Gathered(prefix);
  try {
    if (signal.aborted) return;
    for await (const arrived of subscription as AsyncIterable<InLine>) {
      gathered.add(arrived);
      const batch = gathered.take(subscription.readableLength > 0);
      if (batch) await deliver(batch);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    void subscription.unsubscribe().catch(() => {});
    subscription.destroy();
  }
}

/** What has arrived and is not yet handed on. */
class Gathered {
  private events: Followed[] = [];
  private mark: Mark | undefined;

  constructor(private readonly prefix: string) {}

  add(arrived: InLine): void {
    if (arrived instanceof CheckpointInLine) this.mark = arrived.mark;
    if (arrived instanceof CheckpointInLine || arrived.event === undefined) return;
    this.mark = arrived.event.position;
    const recorded = recordedOf(storedOf(arrived.event), this.prefix);
    if (recorded) this.events.push({ recorded, prepare: this.mark.prepare });
  }

  /** A batch when it is large enough, or when nothing more is there to be waited for. */
  take(moreIsThere: boolean): Batch | undefined {
    if (this.mark === undefined || (moreIsThere && this.events.length < LARGEST_BATCH)) return undefined;
    const batch = { events: this.events, mark: this.mark };
    [this.events, this.mark] = [[], undefined];
    return batch;
  }
}

/** The client's form of an event in ours. It has parsed what stands beside the body. */
function storedOf(event: AllStreamRecordedEvent): StoredEvent {
  const { id, streamId, type, revision, position, created, isJson, data, metadata } = event;
  return {
    id,
    streamId,
    type,
    revision: Number(revision),
    ...position,
    createdMs: created.getTime(),
    isJson,
    body: data instanceof Uint8Array ? data : NO_BYTES,
    metadata,
  };
}
const NO_BYTES = new Uint8Array();

function subscribe(
  client: EventStoreDBClient,
  prefix: string,
  from: Following['from'],
): AllStreamSubscription {
  const checkpointReached = async (subscription: AllStreamSubscription, mark: Mark) =>
    void subscription.push(new CheckpointInLine(mark));
  const progress = { checkpointInterval: CHECKPOINT_INTERVAL, checkpointReached };
  const filter =
    prefix === '' ? excludeSystemEvents(progress) : streamNameFilter({ prefixes: [prefix], ...progress });
  const fromPosition = from === 'end' ? END : (from ?? START);
  const subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: LARGEST_BATCH });
  subscription.on('error', () => {}); // whoever reads the line is told; this is for an error after the last read
  return subscription;
}
