import type { DomainEvent } from './event.js';

/** The domain said no. A value, not an exception: callers must look at it, and the codes are a closed set. */
export class Refusal<Code extends string = string> {
  constructor(
    readonly code: Code,
    readonly facts: Readonly<Record<string, string>>,
  ) {}
}
export const refuse = <const Code extends string>(code: Code, facts: Record<string, string> = {}) =>
  new Refusal(code, facts);

/** Why, in a word: what HTTP makes of it stands in the one filter. */
export type RefusalReason =
  | 'malformed'
  | 'unknown-caller'
  | 'beyond-powers'
  | 'missing'
  | 'too-late'
  | 'too-large'
  | 'unsupported'
  | 'unlawful'
  | 'too-many'
  | 'not-yet';
export type RefusalWords = Readonly<Record<string, { because: RefusalReason; zh: string; en: string }>>;

export interface Decider<State, Command, Event extends DomainEvent, No extends Refusal> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[] | No;
  readonly evolve: (state: State, event: Event) => State;
}

/** A command's content without its name: usually exactly what the event will say. */
export const said = <C extends { readonly kind: string }>({ kind: _, ...rest }: C) => rest;
