import { converters, toDay, toFen, toInstant, toInteger, toSlug, type Calendar } from './converters.js';
import { CellFault, type ColumnCheck } from './mapping.js';
import { columnIn, type Reading } from './mapping-context.js';
import type { Term } from './mapping-term.js';
import { nearNames, perhaps } from './near-name.js';

const settings = ['required', 'oneOf', 'as', 'maxLength', 'unique'] as const;
type Checked = (text: string, column: string) => CellFault | undefined;

/** `columns:` what must hold for a cell, whatever is made of it. A row that fails makes no event at all. */
export function readChecks(
  term: Term | undefined,
  reading: Reading,
): { checks: ColumnCheck[]; unique: string[] } {
  const checks: ColumnCheck[] = [];
  const unique: string[] = [];
  for (const { key, term: setting } of term?.entries ?? []) {
    const column = columnIn(key, reading);
    setting.allowOnly(settings, reading.faults);
    if (setting.find('unique')?.value === true) unique.push(column);
    checks.push(...checksOf(setting, reading).map((check) => onColumn(column, check)));
  }
  return { checks, unique };
}

const onColumn =
  (column: string, check: Checked): ColumnCheck =>
  ({ cells }) =>
    check((cells[column] ?? '').trim(), column);

function checksOf(term: Term, reading: Reading): Checked[] {
  const found: Checked[] = [];
  if (term.find('required')?.value === true)
    found.push((text, column) =>
      text === '' ? new CellFault(column, '不能为空 / must not be blank') : undefined,
    );
  const values = term.find('oneOf')?.items.map(({ text }) => text ?? '');
  if (values)
    found.push((text, column) =>
      text === '' || values.includes(text)
        ? undefined
        : new CellFault(
            column,
            `“${text.slice(0, 60)}”不在允许的值中 / is none of: ${values.join(' | ').slice(0, 200)}`,
          ),
    );
  const most = term.find('maxLength');
  if (most) found.push(noLongerThan(Number(most.text)));
  const as = term.find('as');
  if (as) found.push(convertible(as, reading));
  return found;
}

const noLongerThan =
  (most: number): Checked =>
  (text, column) =>
    [...text].length > most
      ? new CellFault(column, `超过 ${most} 个字 / longer than ${most} characters`)
      : undefined;

function convertible(as: Term, { faults, calendar }: Reading): Checked {
  const convert = convertersFor(calendar)[as.text ?? ''];
  if (convert === undefined) {
    const near = perhaps(nearNames(as.text ?? '', converters));
    faults.add(as.place, `没有转换“${as.text}”${near}`, `there is no converter "${as.text}"${near}`);
    return () => undefined;
  }
  return (text, column) => {
    try {
      if (text !== '') convert(text, column);
      return undefined;
    } catch (error) {
      if (error instanceof CellFault) return error;
      throw error;
    }
  };
}

const convertersFor = (calendar: Calendar): Record<string, (text: string, column: string) => unknown> => ({
  text: (text) => text,
  date: toDay(calendar),
  instant: toInstant(calendar, '12:00:00'),
  integer: toInteger,
  fen: toFen,
  slug: toSlug,
});
