export type ColumnType = 'text' | 'int' | 'bigint' | 'boolean' | 'timestamptz' | 'date' | 'jsonb' | 'text[]';

/**
 * Where a projection's rows live. The runner makes the table, with `key`, `partition`, and `known_from` /
 * `known_to` where history is kept; readers see the live version under the projection's own name in the
 * schema `read`. Column names are the row's names in snake_case.
 */
export interface Table<Row> {
  readonly columns: { readonly [K in keyof Row & string]-?: ColumnType };
  /** Lists of row fields; each becomes one index. */
  readonly indexes: readonly (readonly (keyof Row & string)[])[];
  /** Keep every earlier state of a row with the positions between which it was known. */
  readonly history: boolean;
}
export const table = <Row>(shape: Table<Row>): Table<Row> => shape;

export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
