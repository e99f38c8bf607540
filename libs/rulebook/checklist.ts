import type { Department, Gravity } from '#contracts';

/**
 * One thing a department looks at, as its checklist has it (domain handbook §2). Data, with where each row
 * comes from.
 */
export interface ChecklistItem {
  /** Stable code of the row, `FI-06`. */
  readonly code: string;
  readonly department: Department;
  /** The grade the checklist suggests; only the competent organ confirms 重大 (handbook trap 9). */
  readonly gravity: Gravity;
  /** Usual calendar days to put it right; 0 means at once, while the officers look on. */
  readonly days: number;
  /** The clause it breaks, in the words a document cites it with. */
  readonly clause: string;
  readonly zh: string;
  readonly en: string;
  readonly source: Source;
}

/**
 * How well a row is sourced (handbook §0.1): law read, regulation or rule read, checked at second hand, web
 * excerpt, the city's
 * Opinion, or known from memory only: such a row is shown as unverified and never cited as binding.
 */
export const sources = ['law', 'regulation', 'second-hand', 'excerpt', 'opinion', 'unverified'] as const;
export type Source = (typeof sources)[number];

const HEAD = /^([A-Z]{2}-\d{2}) (minor|serious|grave) (\d+)d \[([a-z-]+)\] (.+)$/;

/** Thrown while the program loads: a checklist that cannot be read must not start. */
export class MalformedChecklist extends Error {
  override readonly name = 'MalformedChecklist';
}

/**
 * Reads a checklist written as a page: two lines an item, blank lines between are free.
 * `FI-06 grave 0d [law] 消防法 §28` and below it `占用疏散通道 / Escape route blocked`.
 */
export function checklist(department: Department, page: string): readonly ChecklistItem[] {
  const lines = page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const items: ChecklistItem[] = [];
  for (let at = 0; at < lines.length; at += 2)
    items.push(itemFrom(department, lines[at]!, lines[at + 1] ?? ''));
  const twice = items.find(({ code }, at) => items.findIndex((other) => other.code === code) !== at);
  if (twice) throw new MalformedChecklist(`${department}: ${twice.code} stands twice`);
  return items;
}

function itemFrom(department: Department, head: string, words: string): ChecklistItem {
  const [, code, gravity, days, source, clause] = HEAD.exec(head) ?? [];
  const [zh, en, ...more] = words.split(' / ');
  const known = sources.find((label) => label === source);
  if (!code || !clause || !known || !zh || !en || more.length > 0)
    throw new MalformedChecklist(`${department}: cannot read "${head}" with "${words}"`);
  return { code, department, gravity: gravity as Gravity, days: Number(days), clause, zh, en, source: known };
}
