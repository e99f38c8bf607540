import { kinds } from './allowed-imports.js';

/** The measures of the house (architecture §6). Functions, parameters and depth are the linter's. */
export const LINES_MAX = 200;
export const LINES_95TH_MAX = 150;
export const COLUMNS_MAX = 110;

/** Files that may be longer, each by its decision record. */
export const longerByDecision: Readonly<Record<string, string>> = {};

/** Lines without texts: what a template or a quotation says is sent as it stands, and is not broken for the eye. */
function ownLines(lines: readonly string[]): string[] {
  let within = false;
  return lines.filter((line) => {
    const inside = within;
    if (line.split('`').length % 2 === 0) within = !within;
    return !inside && !/https?:|`|'/.test(line);
  });
}

export function tooLarge(file: string, source: string): string[] {
  const lines = source.split('\n');
  const wide = ownLines(lines).filter((line) => [...line].length > COLUMNS_MAX).length;
  return [
    ...(lines.length - 1 > LINES_MAX && !longerByDecision[file]
      ? [`${file} has ${lines.length - 1} lines`]
      : []),
    ...(wide > 0 ? [`${file} has ${wide} lines wider than ${COLUMNS_MAX}`] : []),
  ];
}

const KIND = /^[a-z0-9-]+(?:\.([a-z]+))?(?:\.spec)?\.ts$/;
export function misnamed(path: string): string[] {
  const name = path.split('/').at(-1)!;
  const match = KIND.exec(name);
  if (!match) return [`${path}: names are lower-case words joined by hyphens`];
  if (match[1] && !kinds.includes(match[1])) return [`${path}: no such kind as ${match[1]}`];
  if (/(^|-)(util|utils|common|helper|helpers|manager|misc)(-|\.)/.test(name) && name !== 'common.events.ts')
    return [`${path}: says nothing`];
  return path.split('/').length > 4 ? [`${path}: deeper than three levels`] : [];
}
