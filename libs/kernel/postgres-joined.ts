import type { Append, Companion } from './event-store.port.js';
import type { Connection, Session } from './postgres-connection.js';
import { faultKind, isUniqueViolation, Patience } from './postgres-faults.js';
import { joinedCall, placesOf } from './postgres-statements.js';
import { admit } from './store-admission.js';
import type { Waiting } from './store-queue.js';

export interface JoinedSettings {
  readonly retryForMs: number;
  readonly onCommitted: (head: bigint) => void;
}

/** Nobody waits for these: the one caller has the answer of the whole. */
const unasked = (append: Append): Waiting => ({
  append,
  admission: admit(append, { allowRecordedAt: true }),
  answer: () => {},
  fail: () => {},
});

/**
 * Appends of many streams and one statement of the caller's own in a single transaction, in the order
 * given. Unlike the grouped appends nothing is told apart: as soon as one id stands already, nothing is
 * written at all.
 */
export class JoinedAppends {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly settings: JoinedSettings,
  ) {}

  /**
   * Answers the position of each append's last event; `undefined` when an id stands already. Throws what
   * the companion raises, and `StoreUnavailable` when the outcome stays unknown.
   */
  append(appends: readonly Append[], companion: Companion): Promise<readonly bigint[] | undefined> {
    const answer = this.turn.then(() => this.insist(appends, companion));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    await this.turn;
    await this.connection.close();
  }

  private async insist(appends: readonly Append[], companion: Companion) {
    const group = appends.map(unasked);
    const patience = new Patience(this.settings.retryForMs);
    for (;;) {
      try {
        return await this.attempt(await this.connection.open(), group, companion);
      } catch (error) {
        if (isUniqueViolation(error)) return undefined;
        const kind = faultKind(error);
        if (kind === 'lasting') throw error;
        if (kind === 'away') this.connection.drop();
        await patience.pause(error);
      }
    }
  }

  private async attempt(session: Session, group: readonly Waiting[], companion: Companion) {
    const types = new Set(group.flatMap(({ append }) => append.events.map(({ type }) => type)));
    await session.types.register(types, session.rows);
    const { slots, places } = placesOf(group);
    const [answer] = await session.rows(joinedCall(slots, places, session.types.idOf, companion));
    let position = BigInt(answer![0]!);
    const positions = group.map(({ append }) => (position += BigInt(append.events.length)));
    this.settings.onCommitted(position);
    return positions;
  }
}
