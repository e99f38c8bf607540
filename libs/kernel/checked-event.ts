import type { DomainEvent } from './event.js';

/** An event whose data its contract has looked at. */
export class CheckedEvent<Name extends string, Data> implements DomainEvent<Name, Data> {
  /** Nobody else can make one. */
  readonly #data: Data;

  constructor(
    readonly type: Name,
    readonly data: Data,
  ) {
    this.#data = data;
  }

  static is(event: DomainEvent): boolean {
    return #data in event && event.#data === event.data;
  }
}
