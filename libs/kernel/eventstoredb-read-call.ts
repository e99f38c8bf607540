import { convertToCommandError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Line } from './eventstoredb-connection.js';
import { Unanswered } from './eventstoredb-faults.js';
import { requestOf, type Asked } from './eventstoredb-read-request.js';
import {
  NO_SUCH_STREAM,
  NOTHING,
  readMessage,
  type ReadMessage,
  type StoredEvent,
} from './eventstoredb-stored.js';

type Call = ReturnType<typeof open>;
type Open = (grpc: StreamsClient) => Call;
/** What the client shows to its own subclasses only. */
interface Inside {
  GRPCStreamCreator(Client: typeof StreamsClient, name: string, open: Open): () => Promise<Call>;
  callArguments(options: object, call: object): [Parameters<StreamsClient['read']>[1], object];
}

const PATH = '/event_store.client.streams.Streams/Read';

/**
 * One read to its end, over the client's connection and with its errors, but with our own eyes: see {@link
 * readMessage}. It has a clock of ours, since the client gives reads no deadline. Empty when there is no
 * such stream.
 */
export async function readAsked<T>(
  line: Line,
  asked: Asked,
  { callMs, take }: { readonly callMs: number; readonly take: (event: StoredEvent) => T },
): Promise<T[]> {
  const inside = line.client as unknown as Inside;
  const create = inside.GRPCStreamCreator(StreamsClient, 'read', (grpc) => {
    // Only the leader knows the newest; with `nodePreference=leader`, the default, it is asked anyway.
    const [metadata, options] = inside.callArguments({ requiresLeader: true }, { deadline: Infinity });
    return open(grpc, { request: requestOf(asked), metadata, options });
  });
  return collect(await opened(create(), callMs), { callMs, take, gone: line.gone });
}

/** To find a leader in a cluster may take the client minutes, when nodes are there and say nothing. */
function opened(opening: Promise<Call>, callMs: number): Promise<Call> {
  return new Promise((resolve, reject) => {
    let late = false;
    const clock = setTimeout(() => {
      late = true;
      reject(new Unanswered(`no node to read from in ${callMs} ms`));
    }, callMs);
    opening
      .then((call) => (late ? cancel(call.on('error', () => {})) : resolve(call)), reject)
      .finally(() => clearTimeout(clock));
  });
}

/**
 * In the next turn of the event loop. A call that is cancelled in the very turn in which the server said
 * GOAWAY, while requests of that turn are not sent yet, makes Node's HTTP/2 send empty frames without end, in
 * one native loop that nothing interrupts (seen in 20.20; the loop is that of nodejs/node#52952).
 */
const cancel = (call: Call): void => void setImmediate(() => call.cancel());

function open(
  grpc: StreamsClient,
  call: { request: InstanceType<typeof streams.ReadReq>; metadata: unknown; options: object },
) {
  return grpc.makeServerStreamRequest(
    PATH,
    (request: InstanceType<typeof streams.ReadReq>) => Buffer.from(request.serializeBinary()),
    readMessage,
    call.request,
    call.metadata as never,
    call.options,
  );
}

interface Collecting<T> {
  readonly callMs: number;
  readonly gone: AbortSignal;
  /** Called as events arrive, so that the server sends on while we think. */
  readonly take: (event: StoredEvent) => T;
}

function collect<T>(call: Call, { callMs, gone, take }: Collecting<T>): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const events: T[] = [];
    let standing = 0;
    const end = (settle: () => void) => {
      clearInterval(clock);
      gone.removeEventListener('abort', leave);
      settle();
    };
    const give = (why: string) => {
      end(() => reject(new Unanswered(why)));
      cancel(call);
    };
    const leave = () => give('the connection was given up');
    const clock = setInterval(() => {
      if (events.length > standing) standing = events.length;
      else give(`a read stood still for ${callMs} ms`);
    }, callMs);
    gone.addEventListener('abort', leave);
    call.on('data', (message: ReadMessage) => {
      if (message === NO_SUCH_STREAM || message === NOTHING) return;
      try {
        events.push(take(message as StoredEvent));
      } catch (error) {
        end(() => reject(error as Error));
        cancel(call);
      }
    });
    call.on('end', () => end(() => resolve(events)));
    call.on('error', (error: Error) => end(() => reject(convertToCommandError(error))));
  });
}
