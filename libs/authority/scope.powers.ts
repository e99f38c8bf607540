import { labelsOf, regionsOf, type Caller } from './caller.powers.js';

/** A condition with its parameters, as `pg` and TypeORM's `query` take them. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Column names in the asking query. They come from the program, never from a request. */
export interface ScopeColumns {
  readonly label: string;
  readonly department: string;
  readonly region: string;
}

/**
 * `maySee` in SQL, for lists that must not read what they will not show. `first` is the number of its first
 * parameter.
 */
export function visibleSql(caller: Caller, columns: ScopeColumns, first = 1): Condition {
  const { label, department, region } = columns;
  const [labels, own, within] = [`$${first}`, `$${first + 1}`, `$${first + 2}`];
  return {
    sql:
      `(${label} = any(${labels}::text[]) and (${label} <> 'L3' or ${department} = any(${own}::text[]) ` +
      `or '*' = any(${own}::text[])) and ${region} = any(${within}::text[]))`,
    parameters: [labelsOf(caller), [caller.role === 'auditor' ? '*' : caller.department], regionsOf(caller)],
  };
}
