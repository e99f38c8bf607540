import { carryOut } from '../../libs/kernel/carry-out.js';
import type { Decider, Refusal } from '../../libs/kernel/decider.js';
import type { EventStore } from '../../libs/kernel/event-store.port.js';
import type { PersonalData } from '../../libs/kernel/personal-data.port.js';
import { policyEntry, type Policy, type PolicyEntry } from '../../libs/kernel/policy.js';
import type { ProjectionEntry } from '../../libs/kernel/projection-registry.js';
import { silent } from '../../libs/kernel/projection.js';
import {
  balance,
  balanceTable,
  book,
  Credited,
  type AccountEvent,
} from '../../libs/kernel/runner-accounts.specification.js';
import { Scribe } from '../../libs/kernel/scribe.js';

/** What a program that may be killed keeps up: a read model with history, and a policy whose commands are facts again. */
export const balances: ProjectionEntry = { projection: balance, table: balanceTable(true), shards: 2 };

interface Welcome {
  readonly account: string;
}
/** Whoever opens an account is given 7. */
const welcoming: Policy<AccountEvent, Welcome> = {
  name: 'welcome',
  start: 'beginning',
  partition: ({ event: { data } }) => data.account,
  rules: {
    Opened: ({ account }) => [{ account }],
    Credited: silent('only an opening is welcomed'),
    Noted: silent('only an opening is welcomed'),
    Closed: silent('only an opening is welcomed'),
  },
};
/** Says yes every time: if a command came twice under two names, the log would show it. */
const crediting: Decider<null, Welcome, AccountEvent, Refusal> = {
  initial: null,
  decide: ({ account }) => [Credited({ account, amount: 7, text: 'welcome' }) as AccountEvent],
  evolve: (state) => state,
};
const nobody = { protect: async () => [] } as unknown as PersonalData;

/** `reached` hears of the moments before and after a command is carried out. */
export function welcome(store: EventStore, reached: (point: string) => Promise<void>): PolicyEntry {
  const desk = { store, scribe: new Scribe(book(), nobody) };
  return policyEntry(welcoming, async (command, authored) => {
    await reached('before-dispatch');
    await carryOut(crediting, desk, `account-${command.account}`, { command, authored });
    await reached('after-dispatch');
  });
}
