import type { Cell, Content, Row } from './mapping.js';
import { columnIn, constant, type Reading, type TextCell, type Wanted } from './mapping-context.js';
import { refined, refinements } from './mapping-refinement.js';
import type { Term } from './mapping-term.js';
import { nearNames, perhaps } from './near-name.js';

/** Exactly one of these says where a value comes from. */
const sources = ['column', 'template', 'value', 'object', 'items'] as const;
const nothing: Cell = () => undefined;

/** Reads one value's recipe: a column's name, or a map with one of {@link sources} and refinements. */
export function readCell(term: Term, reading: Reading, wanted: Wanted = {}): Cell {
  const { faults } = reading;
  if (term.isText) return refined(bareCell(term, reading), term, { reading, wanted });
  if (!term.isMap) {
    faults.add(
      term.place,
      '此处应为列名，常量请写 { value: … }',
      'a column name belongs here; write a constant as { value: … }',
    );
    return nothing;
  }
  term.allowOnly([...sources, ...refinements], faults);
  const given = sources.filter((source) => term.find(source) !== undefined);
  if (given.length !== 1) {
    const [zh, en] = [`应写 ${sources.join('、')} 中的一个`, `write exactly one of ${sources.join(', ')}`];
    faults.add(term.place, zh, en);
    return nothing;
  }
  const source = term.find(given[0]!)!;
  if (given[0] === 'value') return constant(source, reading, wanted);
  if (given[0] === 'object') return objectCell(source, reading, wanted);
  if (given[0] === 'items') return itemsCell(source, reading, wanted);
  const text = given[0] === 'column' ? columnCell(columnIn(source, reading)) : readTemplate(source, reading);
  return refined(text, term, { reading, wanted });
}

/** A text alone is a column's name, or a template when it has a gap. */
const bareCell = (term: Term, reading: Reading): TextCell =>
  /\{/.test(term.text ?? '') ? readTemplate(term, reading) : columnCell(columnIn(term, reading));

const columnCell =
  (column: string): TextCell =>
  ({ cells }) => ({ text: (cells[column] ?? '').trim(), column });

const GAP = /\{([^{}?]+)(\?)?\}/g;
/**
 * `{Column}` stands for the cell's text; the whole is blank as soon as one is, unless it is written
 * `{Column?}`.
 */
function readTemplate(term: Term, reading: Reading): TextCell {
  const template = term.text ?? '';
  const gaps = [...template.matchAll(GAP)].map(([, name, maybe]) => ({
    column: name!.trim(),
    maybe: maybe === '?',
  }));
  if (gaps.length === 0)
    reading.faults.add(term.place, '模板中没有 {列名}', 'the template names no {column}');
  for (const { column } of gaps) reading.named.push({ column, place: term.place });
  const textIn = ({ cells }: Row, column: string) => (cells[column.trim()] ?? '').trim();
  return (row) => {
    const blank = gaps.find(({ column, maybe }) => !maybe && textIn(row, column) === '');
    const text = template.replace(GAP, (_, column: string) => textIn(row, column));
    return { text: blank ? '' : text, column: gaps.map(({ column }) => column).join(' + ') };
  };
}

/** An object is left out when all that came from the row is blank. */
function objectCell(term: Term, reading: Reading, wanted: Wanted): Cell {
  const fields = term.entries.map(({ name, key, term: recipe }) => {
    const within = wanted.properties?.[name];
    if (wanted.properties && !within) unknownField(name, key, reading, wanted);
    return [name, readCell(recipe, reading, within)] as const;
  });
  return (row) => {
    const made = fields
      .map(([name, cell]) => [name, cell(row)] as const)
      .filter(([, part]) => part !== undefined);
    return made.length === 0 ? undefined : (Object.fromEntries(made) as Content);
  };
}

function itemsCell(term: Term, reading: Reading, wanted: Wanted): Cell {
  if (!term.isList) reading.faults.add(term.place, '此处应为列表', 'a list belongs here');
  const cells = term.items.map((item) => readCell(item, reading, wanted.items));
  return (row) => cells.map((cell) => cell(row)).filter((part) => part !== undefined);
}

export function unknownField(
  name: string,
  key: Term,
  { faults }: Reading,
  { properties = {} }: Wanted,
): void {
  const near = perhaps(nearNames(name, Object.keys(properties)));
  faults.add(key.place, `该事件没有字段“${name}”${near}`, `the event has no field "${name}"${near}`);
}
