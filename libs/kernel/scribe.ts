import type { Authored } from './authored.js';
import type { ContractBook } from './contract-book.js';
import { derivedId } from './derived-id.js';
import type { DomainEvent, EventMeta } from './event.js';
import type { NewEvent } from './event-store.port.js';
import type { PersonalData } from './personal-data.port.js';

export interface Draft {
  readonly eventId: string;
  readonly event: DomainEvent;
  readonly occurredAt: string;
  readonly meta: EventMeta;
}

/** An event of ours broke its own contract: a defect of the program, never of the sender. */
export class BrokenContract extends Error {
  override readonly name = 'BrokenContract';
}

export const eventIdOf = (commandId: string, stream: string, ordinal: number) =>
  derivedId('command', commandId, stream, String(ordinal));

const written = new WeakSet<NewEvent>();
/** Whether a scribe wrote it: its body is JSON by the way it was made, and need not be read again to know. */
export const isWrittenDown = (event: NewEvent) => written.has(event);

/**
 * Writes events down: checks the contract, hides persons, fixes the exact text. The only maker of {@link
 * NewEvent}.
 */
export class Scribe {
  constructor(
    readonly book: ContractBook,
    private readonly personalData: PersonalData,
  ) {}

  /** What a command decided. Ids come from the command, so saying it again is a duplicate. */
  writeDecision(events: readonly DomainEvent[], stream: string, authored: Authored): Promise<NewEvent[]> {
    const { commandId, occurredAt, meta } = authored;
    return this.write(
      events.map((event, ordinal) => ({
        eventId: eventIdOf(commandId, stream, ordinal),
        event,
        occurredAt,
        meta,
      })),
    );
  }

  async write(drafts: readonly Draft[]): Promise<NewEvent[]> {
    const contracts = drafts.map(({ event }) => this.book.get(event.type));
    drafts.forEach(({ event }, i) => {
      if (!contracts[i]!.admits(event.data)) {
        const [fault] = contracts[i]!.faults(event.data);
        throw new BrokenContract(`${event.type}${fault?.path}: ${fault?.message}`);
      }
    });
    const clear = drafts.map(({ event }) => event.data as Record<string, unknown>);
    const hidden = await this.personalData.protect(
      drafts.flatMap(({ eventId }, i) =>
        contracts[i]!.personal.length > 0 ? [{ eventId, contract: contracts[i]!, data: clear[i]! }] : [],
      ),
    );
    let next = 0;
    return drafts.map(({ eventId, occurredAt, meta }, i) => {
      const { type, version, personal, subjects } = contracts[i]!;
      const data = personal.length > 0 ? hidden[next++]! : clear[i]!;
      const body = JSON.stringify(data);
      const event = { eventId, type, version, body, occurredAt, subjects: subjects(clear[i]), meta };
      written.add(event);
      return event;
    });
  }
}
