import type { Department } from '#contracts';
import type { ContractBook, Label, Recorded } from '#kernel';

/**
 * With whom we share what, and on which ground. Everything that leaves the house over Kafka stands in one
 * of these.
 */
export interface Agreement {
  /** Names the topic: `lxc.facts.<name>`. Another content is another name: readers number what they get. */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** The clause or document that allows it. */
  readonly basis: string;
  /** The most sensitive label that may leave. */
  readonly label: Label;
  /** `all` means every type up to the label. */
  readonly types: 'all' | readonly string[];
  /** Whose word may leave. */
  readonly departments: 'all' | readonly Department[];
}

const labels: readonly Label[] = ['L1', 'L2', 'L3', 'L4'];
const rank = (label: Label) => labels.indexOf(label);
const NAME = /^[a-z][a-z0-9-]{0,60}\.v\d+$/;

/**
 * Whether an event leaves under an agreement. Throws for a type this program does not know: it may be a
 * secret one.
 */
export function leaves({ event, meta }: Recorded, agreement: Agreement, book: ContractBook): boolean {
  const { label } = book.get(event.type);
  const { types, departments } = agreement;
  return (
    rank(label) <= rank(agreement.label) &&
    (types === 'all' || types.includes(event.type)) &&
    (departments === 'all' || departments.includes(meta.department as Department))
  );
}

/**
 * What is wrong with a list of agreements. Sensitive facts (L3) leave only by types and departments
 * called by name, facts about children (L4) never.
 */
export function faultsOf(agreements: readonly Agreement[], book: ContractBook): string[] {
  const names = agreements.map(({ name }) => name);
  const repeated = names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) => `${name}: stands twice`);
  return [...repeated, ...agreements.flatMap((agreement) => faultsIn(agreement, book))];
}

function faultsIn({ name, basis, label, types, departments }: Agreement, book: ContractBook): string[] {
  const faults: string[] = [];
  if (!NAME.test(name)) faults.push('is no name with a version');
  if (basis.trim() === '') faults.push('names no ground');
  if (label === 'L4') faults.push('facts about children never leave');
  if (rank(label) > rank('L2') && (types === 'all' || departments === 'all'))
    faults.push(`${label} needs types and departments called by name`);
  for (const type of types === 'all' ? [] : types) {
    const contract = book.find(type);
    if (!contract) faults.push(`there is no event ${type}`);
    else if (rank(contract.label) > rank(label)) faults.push(`${type} is ${contract.label}, above ${label}`);
  }
  return faults.map((fault) => `${name}: ${fault}`);
}
