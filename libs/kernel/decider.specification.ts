import { Refusal, type Decider } from './decider.js';
import type { DomainEvent } from './event.js';

/** given(history).when(command).then(events) or .refuses(code): a test that reads as the rule it checks. */
export function specification<S, C, E extends DomainEvent, No extends Refusal>(
  decider: Decider<S, C, E, No>,
) {
  const given = (...history: E[]) => ({
    when: (command: C) => {
      const state = history.reduce(decider.evolve, decider.initial);
      const decision = decider.decide(command, state);
      return {
        then: (...expected: E[]) => expect(decision).toEqual(expected),
        refuses: (code: No['code'], facts: Record<string, string> = {}) =>
          expect(decision).toEqual(new Refusal(code, facts)),
      };
    },
  });
  return { given };
}
