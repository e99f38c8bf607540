import type { Authored } from './authored.js';
import { derivedId } from './derived-id.js';
import type { DataOf, DomainEvent, Recorded } from './event.js';
import { UnknownEvent, type Silence } from './projection.js';

export type Reactions<E extends DomainEvent, Command> = {
  readonly [T in E['type']]:
    Silence | ((data: DataOf<E, T>, recorded: Recorded<Extract<E, { type: T }>>) => readonly Command[]);
};

/**
 * 政策: whenever this happens, do that. Pure rules from a fact to commands; what a command does is not its
 * business. Runs once for every event, never during a rebuild of read models, on its own checkpoint.
 */
export interface Policy<E extends DomainEvent, Command> {
  readonly name: string;
  /** Whether facts recorded before the policy existed also move it. */
  readonly start: 'beginning' | 'now';
  /**
   * Events of one partition are answered in order; a partition that fails waits without holding up others.
   */
  readonly partition: (recorded: Recorded<E>) => string;
  readonly rules: Reactions<E, Command>;
}

/** Gives a command to whoever decides it. A `Refused` is an answer; anything else thrown is tried again. */
export type Dispatch<Command> = (command: Command, authored: Authored) => Promise<unknown>;

export interface PolicyEntry<E extends DomainEvent = DomainEvent, Command = unknown> {
  readonly policy: Policy<E, Command>;
  readonly dispatch: Dispatch<Command>;
}
/** Pairs a policy with its dispatch and forgets its own types, so that many can stand in one list. */
export const policyEntry = <E extends DomainEvent, Command>(
  policy: Policy<E, Command>,
  dispatch: Dispatch<Command>,
): PolicyEntry => ({ policy, dispatch }) as unknown as PolicyEntry;

export interface Reaction<Command> {
  readonly command: Command;
  readonly authored: Authored;
}

/**
 * The commands one event causes, each with an id made of the event, the policy and its ordinal: said again
 * after a crash, it is a duplicate. They speak for the department and region of the event that caused them.
 */
export function reactionsTo<E extends DomainEvent, Command>(
  { name, rules }: Policy<E, Command>,
  recorded: Recorded<E>,
): readonly Reaction<Command>[] {
  const { event, eventId, occurredAt, meta } = recorded;
  const rule = rules[event.type as E['type']] as
    Silence | ((data: never, recorded: Recorded<E>) => readonly Command[]) | undefined;
  if (rule === undefined) throw new UnknownEvent(`${name} has never heard of ${event.type}`);
  if (typeof rule !== 'function') return [];
  const { department, region } = meta;
  return rule(event.data as never, recorded).map((command, ordinal) => ({
    command,
    authored: {
      commandId: derivedId('policy', name, eventId, String(ordinal)),
      occurredAt,
      meta: { actor: `policy:${name}`, department, region, causedBy: eventId },
    },
  }));
}
