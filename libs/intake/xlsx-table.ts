import ExcelJS from 'exceljs';
import type { FileForm, Row } from './mapping.js';
import { headingOf, rowUnder, unreadable, type TableFile } from './table-file.js';

const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);

/** A workbook; the sheet named in the mapping, or its first. */
export async function xlsxTable(bytes: Buffer, form: FileForm): Promise<TableFile> {
  if (unpackedBytes(bytes) > MAX_UNPACKED_BYTES)
    throw unreadable('解压后过大', 'it would be too large unpacked');
  const sheet = await sheetOf(bytes, form.sheet);
  const heading = headingOf(textsOf(sheet.getRow(form.headerRow)));
  return { heading, rows: () => rowsOf(sheet, heading, form.headerRow) };
}

async function sheetOf(bytes: Buffer, name: string | undefined): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  try {
    // The library's types know only an older Buffer.
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  } catch {
    throw unreadable('不是有效的 .xlsx 文件', 'it is not a valid .xlsx');
  }
  const sheet = name === undefined ? workbook.worksheets[0] : workbook.getWorksheet(name);
  const known = workbook.worksheets.map((each) => each.name).join('、');
  if (sheet === undefined)
    throw unreadable(`没有工作表“${name}”（${known}）`, `it has no sheet "${name}" (${known})`);
  return sheet;
}

async function* rowsOf(sheet: ExcelJS.Worksheet, heading: string[], after: number): AsyncGenerator<Row> {
  for (let number = after + 1; number <= sheet.rowCount; number += 1) {
    const row = rowUnder(heading, number, textsOf(sheet.getRow(number)));
    if (row) yield row;
  }
}

function textsOf(row: ExcelJS.Row): string[] {
  const texts: string[] = [];
  for (let at = 1; at <= row.cellCount; at += 1) texts.push(textOf(row.getCell(at).value));
  return texts;
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text as ExcelJS.CellValue);
  if ('result' in value) return textOf(value.result as ExcelJS.CellValue);
  return 'error' in value ? String(value.error) : '';
}

/** A workbook's dates have no zone: the library shows them as if they were UTC. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

/** What the directory of the archive promises, before anything is unpacked. */
function unpackedBytes(bytes: Buffer): number {
  let sum = 0;
  for (let at = bytes.indexOf(ENTRY); at >= 0 && at + 28 <= bytes.length; at = bytes.indexOf(ENTRY, at + 4))
    sum += bytes.readUInt32LE(at + 24);
  return sum;
}
