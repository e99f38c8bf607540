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

/** Holds a read back and lets it go on: while it rests, the server waits. */
export interface Flow {
  pause(): void;
  resume(): void;
  leave(): void;
}

export interface Reading {
  /** How long a read may stand still, unless it is held back. */
  readonly callMs: number;
  /** Called as events arrive, so that the server sends on while we think. */
  readonly take: (event: StoredEvent, flow: Flow) => void;
}

/**
 * One read to its end, over the client's connection and with its errors, but with our own eyes: see {@link
 * readMessage}. It has a clock of ours, since the client gives reads no deadline. Takes nothing when there
 * is no such stream.
 */
export async function readThrough(line: Line, asked: Asked, { callMs, take }: Reading): Promise<void> {
  const inside = line.client as unknown as Inside;
  const create = inside.GRPCStreamCreator(StreamsClient, 'read', (grpc) => {
    // Only the leader knows the newest; with `nodePreference=leader`, the default, it is asked anyway.
    const [metadata, options] = inside.callArguments({ requiresLeader: true }, { deadline: Infinity });
    return open(grpc, { request: requestOf(asked), metadata, options });
  });
  return drain(await opened(create(), callMs), { callMs, take, gone: line.gone });
}

/** The same for few events, given together. */
export async function readAsked<T>(
  line: Line,
  asked: Asked,
  { callMs, take }: { readonly callMs: number; readonly take: (event: StoredEvent) => T },
): Promise<T[]> {
  const events: T[] = [];
  await readThrough(line, asked, { callMs, take: (event) => events.push(take(event)) });
  return events;
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

function drain(call: Call, { callMs, gone, take }: Reading & { readonly gone: AbortSignal }): Promise<void> {
  return new Promise((resolve, reject) => {
    let [moved, over] = [false, false];
    const end = (settle: () => void) => {
      over = true;
      clearInterval(clock);
      gone.removeEventListener('abort', leave);
      settle();
    };
    const give = (error: Error) => {
      end(() => reject(error));
      cancel(call);
    };
    const leave = () => over || give(new Unanswered('the read was given up'));
    const clock = setInterval(() => {
      const rests = call.isPaused();
      if (!moved && !rests) return give(new Unanswered(`a read stood still for ${callMs} ms`));
      moved = rests; // whoever was held back has the whole time again
    }, callMs);
    const flow: Flow = { pause: () => void call.pause(), resume: () => void call.resume(), leave };
    gone.addEventListener('abort', leave);
    call.on('data', (message: ReadMessage) => {
      moved = true;
      if (over || message === NO_SUCH_STREAM || message === NOTHING) return;
      try {
        take(message as StoredEvent, flow);
      } catch (error) {
        give(error as Error);
      }
    });
    call.on('end', () => end(resolve));
    call.on('error', (error: Error) => end(() => reject(convertToCommandError(error))));
  });
}
