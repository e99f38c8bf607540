import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidAppend, StoreUnavailable } from './event-store.port.js';
import { faultKind, isOurs } from './postgres-faults.js';

/**
 * Configuration that will not work however often it is tried: said once, in one sentence of each language.
 */
export class StoreMisconfigured extends Error {
  override readonly name = 'StoreMisconfigured';
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} / ${en}`);
  }
}

/**
 * A stream of ours was deleted behind our back. Nothing of ours deletes one, and nothing can be written to
 * it again.
 */
export class StreamRemoved extends Error {
  override readonly name = 'StreamRemoved';
  constructor(stream: string) {
    super(`stream ${stream} was deleted on the server: history is only added to`);
  }
}

/** Our own clock ran out: the server has not answered, and the work may or may not be done. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/**
 * What an error means for the one who asks again. `unknown`: it may have happened or not, ask again with
 * the same ids. `version`: the stream is not as expected. The rest will not pass by itself.
 */
export type Fault = 'unknown' | 'version' | 'too-large' | 'denied' | 'deleted' | 'missing' | 'lasting';

type ErrorClass = abstract new (...args: never[]) => Error;
const CLASSES: readonly [Fault, readonly ErrorClass[]][] = [
  ['version', [WrongExpectedVersionError]],
  ['too-large', [MaxAppendSizeExceededError]],
  ['denied', [AccessDeniedError]],
  ['deleted', [StreamDeletedError]],
  ['missing', [StreamNotFoundError]],
  [
    'unknown',
    [
      TimeoutError,
      DeadlineExceededError,
      UnavailableError,
      CancelledError,
      NotLeaderError,
      UnknownError,
      Unanswered,
    ],
  ],
  ['lasting', [InvalidAppend, StoreUnavailable, StoreMisconfigured, StreamRemoved]],
];

/**
 * gRPC statuses of raw errors, which are not the client's classes: everything that an outage or a restart
 * may say.
 */
const OUTAGE = new Set([1, 2, 4, 8, 10, 13, 14]);

export function faultOf(error: unknown): Fault {
  // Later servers limit single events too, in a word this client does not know.
  if (error instanceof UnknownError && /Maximum\w*Append\w*Size/i.test(error.message)) return 'too-large';
  for (const [fault, classes] of CLASSES) if (classes.some((one) => error instanceof one)) return fault;
  const { code } = error as { code?: unknown };
  if (typeof code === 'number') return OUTAGE.has(code) ? 'unknown' : 'lasting';
  // What is left is PostgreSQL's (the index), the network's, or the client's own words such as "Failed to
  // discover".
  if (isOurs(error)) return 'lasting';
  return typeof code === 'string' && faultKind(error) === 'lasting' ? 'lasting' : 'unknown';
}

/** Why an append cannot be made at all, in our own words: the client's errors have empty messages. */
export function explained(error: unknown, stream: string): unknown {
  switch (faultOf(error)) {
    case 'too-large':
      return new InvalidAppend(`${stream}: the server takes less in one append than these events are`);
    case 'deleted':
      return new StreamRemoved(stream);
    case 'denied':
      return new StoreMisconfigured(
        '事件库拒绝写入：EVENTSTOREDB_URL 中的账号没有权限',
        'The event store refuses to write: the account in EVENTSTOREDB_URL may not',
      );
    default:
      return error;
  }
}

const wordsOf = (cause: unknown) =>
  cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : '';

/**
 * Whoever was let in before may be refused while a cluster elects its leader: nobody can look up accounts
 * then. So long it is asked again before it is believed.
 */
const DENIED_FOR_MS = 5_000;
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** Pauses between tries: 50 ms, doubling to a second, never quite the same, until the budget is spent. */
export class Tries {
  private readonly until: number;
  private readonly deniedUntil: number;
  private made = 0;

  constructor(budgetMs: number) {
    this.until = Date.now() + budgetMs;
    this.deniedUntil = Date.now() + Math.min(budgetMs, DENIED_FOR_MS);
  }

  /** Whether a fault may pass by asking again. `letIn`: this server has answered us before. */
  worth(fault: Fault, letIn: boolean): boolean {
    return fault === 'unknown' || (fault === 'denied' && letIn && Date.now() < this.deniedUntil);
  }

  /** Throws {@link StoreUnavailable} when there is no time left. */
  async pause(cause: unknown): Promise<void> {
    this.made += 1;
    const longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** Math.min(this.made - 1, 5));
    const pauseMs = longest * (0.5 + Math.random() / 2);
    if (Date.now() + pauseMs > this.until)
      throw new StoreUnavailable(`the event store did not answer, ${this.made} tries${wordsOf(cause)}`, {
        cause,
      });
    await sleep(pauseMs);
  }
}
