import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import { parseUUID } from '@eventstore/db-client/dist/utils/grpcUUID.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { randomUUID } from 'node:crypto';
import { Unanswered } from './eventstoredb-faults.js';
import { requestOf, type Landed, type WireAppend } from './eventstoredb-wire.js';

type Duplex = ReturnType<StreamsClient['batchAppend']>;
type Reply = InstanceType<typeof streams.BatchAppendResp>;
type Open = (grpc: StreamsClient) => Duplex;
/** What the client shows to its own subclasses only. */
interface Inside {
  GRPCStreamCreator(Client: typeof StreamsClient, name: string, open: Open): () => Promise<Duplex>;
  callArguments(options: object, call: object): [Parameters<StreamsClient['batchAppend']>[0], object];
}

interface Waiting {
  readonly stream: string;
  readonly timer: NodeJS.Timeout;
  readonly landed: (landed: Landed) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Our own end of the server's batch append, over the client's connection. The client's end keeps all
 * callers of the process in one bank: when one connection breaks, appends of every other are rejected and
 * their late replies throw out of an event handler; it has no clock of its own; and a write that waits for
 * room when the connection breaks is rejected where nobody can catch it. Here every client has its own
 * callers, each with its own clock, and late replies are dropped.
 */
export class BatchCall {
  private readonly waiting = new Map<string, Waiting>();
  private opening: Promise<Duplex> | undefined;
  private room: Promise<void> | undefined;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly callMs: number,
  ) {}

  /** Rejects with the client's error classes, or with {@link Unanswered} when the time is over. */
  append(append: WireAppend): Promise<Landed> {
    return new Promise((landed, fail) => {
      const correlation = randomUUID();
      const late = () => this.settle(correlation)?.fail(new Unanswered(`no answer in ${this.callMs} ms`));
      const timer = setTimeout(late, this.callMs);
      this.waiting.set(correlation, { stream: append.stream, timer, landed, fail });
      this.send(correlation, append).catch((error: Error) => this.settle(correlation)?.fail(error));
    });
  }

  /** Whoever still waits is told that the outcome is unknown. */
  abandon(error: Error = new Unanswered('the connection was given up')): void {
    for (const correlation of [...this.waiting.keys()]) this.settle(correlation)?.fail(error);
  }

  private settle(correlation: string): Waiting | undefined {
    const waiting = this.waiting.get(correlation);
    if (waiting === undefined) return undefined; // a late reply: its caller has been answered already
    clearTimeout(waiting.timer);
    this.waiting.delete(correlation);
    return waiting;
  }

  private async send(correlation: string, append: WireAppend): Promise<void> {
    const request = requestOf(correlation, append);
    const duplex = await (this.opening ??= this.open());
    while (duplex.writableNeedDrain && !duplex.destroyed)
      await (this.room ??= drained(duplex).finally(() => (this.room = undefined)));
    if (this.waiting.has(correlation)) duplex.write(request);
  }

  private async open(): Promise<Duplex> {
    const inside = this.client as unknown as Inside;
    const create = inside.GRPCStreamCreator(StreamsClient, 'batchAppend', (grpc) => {
      const [metadata, options] = inside.callArguments({ requiresLeader: true }, { deadline: Infinity });
      return this.listen(grpc.batchAppend(metadata, options));
    });
    try {
      return await create();
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }

  private listen(duplex: Duplex): Duplex {
    const broken = (error: Error) => {
      this.opening = undefined;
      this.abandon(convertToCommandError(error));
    };
    duplex.on('data', (reply: Reply) => this.answer(reply));
    duplex.on('error', broken);
    duplex.on('end', () => broken(new Unanswered('the server ended the call')));
    return duplex;
  }

  private answer(reply: Reply): void {
    const waiting = this.settle(parseUUID(reply.getCorrelationId()) ?? '');
    if (waiting === undefined) return;
    const [success, error] = [reply.getSuccess(), reply.getError()];
    const position = success?.getPosition()?.getCommitPosition();
    try {
      if (error !== undefined) waiting.fail(unpackToCommandError(error, waiting.stream));
      else if (position === undefined) waiting.fail(new Unanswered('an answer without a position'));
      else waiting.landed({ revision: Number(success!.getCurrentRevision()), position: BigInt(position) });
    } catch (unreadable) {
      waiting.fail(new Unanswered('an answer that cannot be read', { cause: unreadable }));
    }
  }
}

/** Resolves when there is room again, or nothing can be written any more. */
const drained = (duplex: Duplex) =>
  new Promise<void>((resolve) => {
    const done = () => {
      for (const name of ['drain', 'close', 'error', 'end']) duplex.off(name, done);
      resolve();
    };
    for (const name of ['drain', 'close', 'error', 'end']) duplex.on(name, done);
  });
