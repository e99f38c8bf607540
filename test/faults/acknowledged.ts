import type { Append, AppendOutcome, EventStore } from '#kernel';
import { wholeLog } from '../../libs/kernel/store-crowd.specification.js';

/** What a store has promised, and the proof that it kept its word. */
export class Acknowledged {
  private readonly promised = new Map<string, { append: Append; answer: AppendOutcome }>();
  private readonly refused: Append[] = [];
  answers = 0;
  duplicates = 0;

  /** Every answer to the same append must name the same place. */
  note(append: Append, answer: AppendOutcome): void {
    this.answers += 1;
    if (answer.outcome === 'version-conflict' || answer.outcome === 'id-conflict') {
      this.refused.push(append);
      return;
    }
    if (answer.outcome === 'duplicate') this.duplicates += 1;
    const id = append.events[0]!.eventId;
    const before = this.promised.get(id)?.answer;
    if (before) expect({ ...answer, outcome: '' }).toEqual({ ...before, outcome: '' });
    else this.promised.set(id, { append, answer });
  }

  /** No hole, nothing lost, nothing moved, nothing stored that was refused. */
  async prove(store: EventStore): Promise<void> {
    const log = await wholeLog(store);
    expect(log.every(({ position }, i) => position === BigInt(i + 1))).toBe(true);
    const byId = new Map(log.map((recorded) => [recorded.eventId, recorded]));
    for (const { append, answer } of this.promised.values()) {
      const last = answer as { revision: number; position: bigint };
      append.events.forEach(({ eventId }, i) => {
        const behind = append.events.length - 1 - i;
        expect(byId.get(eventId)).toMatchObject({
          stream: append.stream,
          revision: last.revision - behind,
          position: last.position - BigInt(behind),
        });
      });
    }
    for (const { events } of this.refused)
      expect(events.some(({ eventId }) => byId.has(eventId) && !this.promised.has(eventId))).toBe(false);
  }
}
