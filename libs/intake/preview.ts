import type { ContractBook, Fault } from '#kernel';
import type { Mapping } from './mapping.js';
import { headingFaults, readMapping } from './mapping-reader.js';
import type { RawRecord } from './record.js';
import { RowRecords } from './row-records.js';
import { openTable, type TableFile } from './table-file.js';

export interface Preview {
  /** What is wrong with the mapping, by itself or for this file. */
  readonly faults: readonly Fault[];
  /** The first records the file would become, unsent. */
  readonly records: readonly RawRecord[];
}

/** Reads a mapping and a file as an import would, and stops after the first records. */
export async function preview(
  { yaml, bytes }: { readonly yaml: string; readonly bytes: Buffer },
  book: ContractBook,
  most = 20,
): Promise<Preview> {
  const opened = await openWith(yaml, bytes, book);
  if ('faults' in opened) return { faults: opened.faults, records: [] };
  const rows = new RowRecords(opened.mapping, { jobId: '', file: '' });
  const records: RawRecord[] = [];
  for await (const row of opened.table.rows()) {
    records.push(...rows.of(row));
    if (records.length >= most) break;
  }
  return { faults: [], records: records.slice(0, most) };
}

export type Opened =
  { readonly mapping: Mapping; readonly table: TableFile } | { readonly faults: readonly Fault[] };

/** A mapping and a file that fit each other, or everything that does not. Throws `intake/file-unreadable`. */
export async function openWith(yaml: string, bytes: Buffer, book: ContractBook): Promise<Opened> {
  const read = readMapping(yaml, book);
  if ('faults' in read) return read;
  const table = await openTable(bytes, read.mapping.file);
  const faults = headingFaults(read.mapping, table.heading);
  return faults.length > 0 ? { faults } : { mapping: read.mapping, table };
}
