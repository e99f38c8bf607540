import type { Authored } from './authored.js';
import { CheckedEvent } from './checked-event.js';
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

/**
 * An event that a scribe wrote: its body is JSON by the way it was made, and need not be read again to know.
 */
class Written implements NewEvent {
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly body: string;
  readonly occurredAt: string;
  readonly subjects: readonly string[];
  readonly meta: EventMeta;
  /** Nobody else can make one. */
  readonly #body: string;

  constructor(event: NewEvent) {
    this.eventId = event.eventId;
    this.type = event.type;
    this.version = event.version;
    this.body = event.body;
    this.occurredAt = event.occurredAt;
    this.subjects = event.subjects;
    this.meta = event.meta;
    this.#body = event.body;
  }

  static is(event: NewEvent): boolean {
    return #body in event && event.#body === event.body;
  }
}
export const isWrittenDown = (event: NewEvent) => Written.is(event);

/**
 * Writes events down: checks the contract, hides persons, fixes the exact text. The only maker of {@link
 * NewEvent}.
 */
export class Scribe {
  constructor(
    readonly book: ContractBook,
    readonly personalData: PersonalData,
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
      if (!CheckedEvent.is(event) && !contracts[i]!.admits(event.data)) {
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
      return new Written({ eventId, type, version, body, occurredAt, subjects: subjects(clear[i]), meta });
    });
  }
}
