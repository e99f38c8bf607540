import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { FileForm, Row } from './mapping.js';
import { headingOf, rowUnder, unreadable, type TableFile } from './table-file.js';

const CHUNK = 64 * 1024;
const MAX_ROW_CHARACTERS = 1024 * 1024;

/**
 * Comma, semicolon or tab; UTF-8 with or without its mark, GB18030, or UTF-16 with its mark. Read as a
 * stream, chunk by chunk.
 */
export async function csvTable(bytes: Buffer, form: FileForm): Promise<TableFile> {
  const encoding = form.encoding ?? encodingOf(bytes);
  const separator = form.separator ?? separatorOf(bytes, encoding);
  const records = () => recordsIn(bytes, encoding, separator);
  let heading: string[] | undefined;
  for await (const { number, texts } of records())
    if (number === form.headerRow) {
      heading = headingOf(texts);
      break;
    }
  if (heading === undefined)
    throw unreadable(`没有第 ${form.headerRow} 行`, `it has no row ${form.headerRow}`);
  return { heading, rows: () => rowsOf(records(), heading, form.headerRow) };
}

async function* rowsOf(
  records: AsyncIterable<Numbered>,
  heading: string[],
  after: number,
): AsyncGenerator<Row> {
  for await (const { number, texts } of records) {
    const row = number > after ? rowUnder(heading, number, texts) : undefined;
    if (row) yield row;
  }
}

interface Numbered {
  readonly number: number;
  readonly texts: readonly string[];
}

async function* recordsIn(bytes: Buffer, encoding: string, delimiter: string): AsyncGenerator<Numbered> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  const source = Readable.from(decoded(bytes, encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let number = 0;
  try {
    for await (const texts of parser as AsyncIterable<string[]>) yield { number: (number += 1), texts };
  } catch (error) {
    throw isCsvError(error)
      ? unreadable(`第 ${number + 1} 行附近：${error.message}`, `near row ${number + 1}`)
      : error;
  } finally {
    source.destroy();
  }
}

function* decoded(bytes: Buffer, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const text = decodePart(() =>
      decoder.decode(bytes.subarray(at, at + CHUNK), { stream: at + CHUNK < bytes.length }),
    );
    if (text !== '') yield text;
  }
}

function decodePart(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw unreadable('编码既不是 UTF-8 也不是 GB18030', 'its encoding is neither UTF-8 nor GB18030');
  }
}

const isCsvError = (error: unknown): error is Error =>
  error instanceof Error && ((error as { code?: string }).code ?? '').startsWith('CSV_');

/** UTF-8 says of almost every other text that it is none; GB18030 takes what is left. */
function encodingOf(bytes: Buffer): 'utf-8' | 'gb18030' | 'utf-16le' {
  // A spreadsheet's “Unicode text” says so with its first two bytes.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK)
      decoder.decode(bytes.subarray(at, at + CHUNK), { stream: at + CHUNK < bytes.length });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** Whichever stands most often in the first line, outside quotation marks. */
function separatorOf(bytes: Buffer, encoding: string): string {
  const [line = ''] = new TextDecoder(encoding).decode(bytes.subarray(0, CHUNK)).split(/\r?\n/, 1);
  const bare = line.replace(/"[^"]*"/g, '');
  const times = (sign: string) => bare.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}
