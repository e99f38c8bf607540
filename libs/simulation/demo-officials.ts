import { demoAccounts, shortNameOf } from '#authority';
import type { Department } from '#contracts';
import { addDays, workingDayFrom } from '#rulebook';
import { postIdOf, type Tenure } from './official-roll.js';

const LANSHAN = '371302';
type Desk = 'head' | 'officer';

/**
 * Officers with demo accounts sit in Lanshan. Where the department's head has an account, the inspector
 * has the second desk; elsewhere the inspector leads.
 */
function deskOf(account: string, department: Department): Desk {
  const hasHead = demoAccounts.some(
    ({ account: other }) => other === `${shortNameOf(department)}-lead-lanshan`,
  );
  return account.includes('-inspector-') && hasHead ? 'officer' : 'head';
}

/** Posts of the officials behind demo accounts, by post; they hold them throughout. */
export function demoTenures(since: string): Map<string, readonly Tenure[]> {
  return new Map(
    demoAccounts.flatMap(({ account, official, department, name }, turn) => {
      if (official === undefined) return [];
      const from = workingDayFrom(addDays(since, -200 - 31 * turn));
      const tenure: Tenure = { officialId: official, name: name.zh, from };
      return [[postIdOf(department, LANSHAN, deskOf(account, department)), [tenure]]] as const;
    }),
  );
}

/** Names that belong to demo accounts already. */
export const demoNames = () => demoAccounts.map(({ name }) => name.zh);

/** The account of an official who has one. */
export const accountOf = (officialId: string): string | undefined =>
  demoAccounts.find(({ official }) => official === officialId)?.account;
