import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const texasFile = () =>
  gunzipSync(readFileSync(join(import.meta.dirname, '..', 'data', 'texas-non-compliance.csv.gz')));

export type TexasRow = Readonly<Record<string, string>>;

/** The same file read by other code than the platform's, to count against it. */
export function texasRows(): TexasRow[] {
  const [heading, ...lines] = texasFile().toString('utf8').trimEnd().split('\r\n').map(cellsIn);
  return lines.map((cells) => Object.fromEntries(heading!.map((name, at) => [name, cells[at] ?? ''])));
}

function cellsIn(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
  );
}

const [MONTH, DAY, YEAR] = [0, 1, 2];
/** `01/12/2018 01:05:00 PM` → `2018-01-12`. */
export function dayOf(text: string): string {
  const parts = text.slice(0, 10).split('/');
  return `${parts[YEAR]}-${parts[MONTH]}-${parts[DAY]}`;
}
/** The wall clock's minutes read in Linyi, eight hours ahead of UTC all year. */
export function instantOf(text: string, time = text.slice(11)): string {
  const [, hour, minute, half] = /^(\d\d):(\d\d):\d\d ([AP]M)$/.exec(time)!;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const utc = Date.parse(`${dayOf(text)}T00:00:00Z`) + (hours - 8) * 3_600_000 + Number(minute) * 60_000;
  return new Date(utc).toISOString().replace('.000Z', 'Z');
}
