import { Refused, refuse } from '#kernel';
import { csvTable } from './csv-table.js';
import type { FileForm, Row } from './mapping.js';
import { xlsxTable } from './xlsx-table.js';

/** A department's table, opened: its heading, and its rows from the first, as often as asked. */
export interface TableFile {
  readonly heading: readonly string[];
  rows(): AsyncIterable<Row>;
}

export const unreadable = (zh: string, en: string) =>
  new Refused(refuse('intake/file-unreadable', { why: `${zh} / ${en}` }));

const startsWith = (bytes: Buffer, ...sign: number[]) => sign.every((byte, at) => bytes[at] === byte);

/** By what is inside, not by the name. Throws `intake/file-unreadable`. */
export async function openTable(bytes: Buffer, form: FileForm): Promise<TableFile> {
  if (bytes.length === 0) throw unreadable('文件为空', 'it is empty');
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw unreadable('旧版 .xls 文件，请另存为 .xlsx 或 .csv', 'it is an old .xls: save it as .xlsx or .csv');
  return startsWith(bytes, 0x50, 0x4b) ? xlsxTable(bytes, form) : csvTable(bytes, form);
}

/** Names of the columns, in order; blank headings name nothing. */
export function headingOf(cells: readonly string[]): string[] {
  const heading = cells.map((name) => name.replace(/\s+/g, ' ').trim());
  const named = heading.filter((name) => name !== '');
  if (named.length === 0) throw unreadable('没有表头', 'there is no heading');
  const twice = named.find((name, at) => named.indexOf(name) < at);
  if (twice)
    throw unreadable(
      `列名“${twice}”出现了两次；表头若不在这一行，请在映射中写 file: { headerRow: 行号 }`,
      `the column "${twice}" stands twice; if the heading is another row, say file: { headerRow: number }`,
    );
  return heading;
}

/** A row under its heading; `undefined` when every cell is blank. */
export function rowUnder(
  heading: readonly string[],
  number: number,
  texts: readonly string[],
): Row | undefined {
  if (texts.every((text) => text.trim() === '')) return undefined;
  const surplus = texts.slice(heading.length).filter((text) => text.trim() !== '').length;
  const named = heading.map((name, at) => [name, texts[at] ?? ''] as const).filter(([name]) => name !== '');
  return { number, cells: Object.fromEntries(named), surplus };
}
