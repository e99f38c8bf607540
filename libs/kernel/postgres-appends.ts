import { StoreUnavailable, type Append, type AppendOutcome } from './event-store.port.js';
import type { Connection, Session } from './postgres-connection.js';
import { faultKind, isUniqueViolation, Patience } from './postgres-faults.js';
import type { Row } from './postgres-rows.js';
import {
  appendCall,
  expectation,
  placesOf,
  revisionsCall,
  settleCall,
  type Place,
} from './postgres-statements.js';
import { admit } from './store-admission.js';
import { AppendQueue, type Waiting } from './store-queue.js';
import { settle, type Stored } from './store-settlement.js';

export interface AppendSettings {
  /** How long an append with an unknown outcome is tried again. */
  readonly retryForMs: number;
  /** Appends that may wait; beyond it callers are turned away at once. */
  readonly mostWaiting: number;
  readonly allowRecordedAt: boolean;
  readonly onCommitted: (head: bigint) => void;
}

const storedOf = ([, stream, revision, position, same]: Row): Stored => ({
  stream: stream!,
  revision: Number(revision),
  position: BigInt(position!),
  same: same === 't',
});
/** Measured: larger groups only pay when many callers wait; smaller ones answer sooner. */
const groupSize = (waiting: number) => (waiting > 512 ? 512 : waiting > 64 ? 128 : 32);

/**
 * Group commit: while a connection is busy, appends gather; when it is free, they go together. Nobody waits
 * for a timer. An outcome that is unknown (connection cut, server restarted) is asked for again with the same
 * event ids, so the answer is true whatever happened to the first try.
 */
export class GroupedAppends {
  private readonly queue = new AppendQueue();
  private readonly free: Connection[];
  private readonly underWay = new Set<Promise<void>>();
  private pumping = false;
  private closed = false;

  constructor(
    private readonly connections: readonly Connection[],
    private readonly settings: AppendSettings,
  ) {
    this.free = [...connections];
  }

  append(append: Append): Promise<AppendOutcome> {
    return new Promise((answer, fail) => this.enqueue(append, answer, fail));
  }

  /** One promise and no more for all: many are appended. */
  appendEach(appends: readonly Append[]): Promise<(AppendOutcome | undefined)[]> {
    return new Promise((answer, fail) => {
      const outcomes = new Array<AppendOutcome | undefined>(appends.length);
      let open = appends.length;
      const settle = (i: number, outcome: AppendOutcome | undefined) => {
        outcomes[i] = outcome;
        open -= 1;
        if (open === 0) answer(outcomes);
      };
      if (open === 0) answer(outcomes);
      appends.forEach((append, i) =>
        this.enqueue(
          append,
          (outcome) => settle(i, outcome),
          (error) => (error instanceof StoreUnavailable ? settle(i, undefined) : fail(error)),
        ),
      );
    });
  }

  /** Waits for what is under way and what waits, then ends the connections. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.underWay.size > 0 || this.queue.length > 0) {
      this.pump();
      await Promise.all(this.underWay);
    }
    await Promise.all(this.connections.map((connection) => connection.close()));
  }

  private enqueue(append: Append, answer: Waiting['answer'], fail: Waiting['fail']): void {
    const admission = admit(append, this.settings);
    if (this.closed) return fail(new StoreUnavailable('the store is closed'));
    if (this.queue.length >= this.settings.mostWaiting)
      return fail(new StoreUnavailable(`${this.queue.length} appends wait already`));
    this.queue.add({ append, admission, answer, fail });
    this.pumpSoon();
  }

  /** At the end of this turn of the event loop, so that all who call in it share a group. */
  private pumpSoon(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.free.length > 0 && this.queue.length > 0) {
      const group = this.queue.take(groupSize(this.queue.length));
      if (group.length === 0) return;
      const connection = this.free.pop()!;
      const flush = this.flush(connection, group).finally(() => {
        this.queue.release(group);
        this.free.push(connection);
        this.underWay.delete(flush);
        this.pump();
      });
      this.underWay.add(flush);
    }
  }

  private async flush(connection: Connection, group: readonly Waiting[]): Promise<void> {
    const patience = new Patience(this.settings.retryForMs);
    let pending = group;
    while (pending.length > 0) {
      try {
        pending = await this.attempt(await connection.open(), pending);
      } catch (error) {
        const kind = faultKind(error);
        if (kind === 'away') connection.drop();
        if (kind === 'lasting') return this.isolate(connection, pending, error);
        const spent = await patience.pause(error).catch((unavailable: unknown) => unavailable);
        if (spent) return pending.forEach(({ fail }) => fail(spent));
      }
    }
  }

  /** An error that will not pass may be one append's own: the others must not fail with it. */
  private async isolate(connection: Connection, group: readonly Waiting[], error: unknown): Promise<void> {
    if (group.length === 1) group[0]!.fail(error);
    else for (const waiting of group) await this.flush(connection, [waiting]);
  }

  /** Sends the group once and answers whoever can be answered. Returns those who must be sent again. */
  private async attempt(session: Session, group: readonly Waiting[]): Promise<readonly Waiting[]> {
    const types = new Set<string>();
    for (const { append } of group) for (const { type } of append.events) types.add(type);
    await session.types.register(types, session.rows);
    const { slots, places } = placesOf(group);
    let lost: readonly Waiting[] = group;
    try {
      const [answer] = await session.rows(appendCall(slots, places, session.types.idOf));
      lost = this.answerWinners(places, answer as [string, string]);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    return lost.length > 0 ? this.settleAll(session, lost) : lost;
  }

  /** Whose stream was as expected has won, and events lie in the order of the group behind the old head. */
  private answerWinners(places: readonly Place[], [head, before]: [string, string]): readonly Waiting[] {
    const revisions = before.slice(1, -1).split(',').map(Number);
    const lost: Waiting[] = [];
    let position = BigInt(head);
    for (const { waiting, slot, ahead } of places) {
      const { expected, events } = waiting.append;
      if (expected !== 'any' && expectation(expected) !== revisions[slot]) {
        lost.push(waiting);
        continue;
      }
      position += BigInt(events.length);
      const revision = revisions[slot]! + ahead + events.length;
      waiting.answer({ outcome: 'ok', revision, position });
    }
    if (lost.length < places.length) this.settings.onCommitted(position);
    return lost;
  }

  private async settleAll(session: Session, lost: readonly Waiting[]): Promise<readonly Waiting[]> {
    const streams = [...new Set(lost.map(({ append }) => append.stream))];
    const revisions = new Map((await session.rows(revisionsCall(streams))) as [string, string][]);
    const events = lost.flatMap(({ append }) => append.events);
    const rows = await session.rows(settleCall(events, session.types.idOf));
    const stored = new Map<string, Stored>();
    for (const row of rows) stored.set(row[0]!, storedOf(row));
    return lost.filter(({ append, answer }) => {
      const outcome = settle(append, Number(revisions.get(append.stream) ?? -1), stored);
      if (outcome) answer(outcome);
      return outcome === undefined;
    });
  }
}
