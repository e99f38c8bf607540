import { Refused, refuse, type ContractBook } from '#kernel';
import type { Jobs } from './jobs.adapter.js';
import { readMapping } from './mapping-reader.js';
import type { RowReader } from './repair.js';
import { RowRecords } from './row-records.js';

/** A row of a file was repaired: the same mapping makes its events again. */
export const repairedRows =
  (jobs: Pick<Jobs, 'mappingOf'>, book: ContractBook): RowReader =>
  async ({ jobId, file, row, entry, code }, repaired) => {
    const yaml = jobId === null ? undefined : await jobs.mappingOf(jobId);
    const read = readMapping(yaml ?? '', book);
    if ('faults' in read) throw new Error(`the mapping of job ${jobId} is not what it was`);
    const records = new RowRecords(read.mapping, { jobId: jobId!, file: file ?? '' });
    const only = code === 'intake/row-malformed' ? undefined : (entry ?? 0);
    return records.again({ number: row ?? 0, cells: cellsIn(repaired), surplus: 0 }, only);
  };

function cellsIn(repaired: string): Record<string, string> {
  const cells = parsed(repaired);
  const fits = typeof cells === 'object' && cells !== null && !Array.isArray(cells);
  if (!fits || Object.values(cells).some((text) => typeof text !== 'string'))
    throw new Refused(refuse('intake/row-not-json'));
  return cells as Record<string, string>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
