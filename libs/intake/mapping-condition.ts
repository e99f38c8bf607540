import type { Condition } from './mapping.js';
import { columnIn, type Reading } from './mapping-context.js';
import type { Term } from './mapping-term.js';

const kinds = ['is', 'isNot', 'in', 'notIn'] as const;

/** `when:` columns with what must be so in each; all must hold. */
export function readConditions(term: Term | undefined, reading: Reading): Condition[] {
  if (term === undefined) return [];
  if (!term.isMap) reading.faults.add(term.place, 'when 应为“列名: 条件”', 'when holds "column: condition"');
  return term.entries.map(({ key, term: condition }) =>
    readCondition(columnIn(key, reading), condition, reading),
  );
}

function readCondition(column: string, term: Term, { faults }: Reading): Condition {
  const textIn: (row: Parameters<Condition>[0]) => string = ({ cells }) => (cells[column] ?? '').trim();
  if (term.text === 'filled') return (row) => textIn(row) !== '';
  if (term.text === 'blank') return (row) => textIn(row) === '';
  const kind = kinds.find((name) => term.find(name) !== undefined);
  if (kind === undefined || term.entries.length !== 1) {
    const forms = 'filled | blank | { is: … } | { isNot: … } | { in: […] } | { notIn: […] }';
    faults.add(term.place, `条件应为 ${forms}`, `a condition is ${forms}`);
    return () => false;
  }
  const values = new Set(valuesIn(term.find(kind)!));
  const wanted = kind === 'is' || kind === 'in';
  return (row) => values.has(textIn(row)) === wanted;
}

const valuesIn = (term: Term): string[] =>
  term.isList ? term.items.map(({ text }) => text ?? '') : [term.text ?? ''];
