import { utf8Text } from '#kernel';
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';

export const MAX_DEPTH = 24;
const COLON = 58;
const isBlank = (char: number) => char === 32 || char === 10 || char === 13 || char === 9;

export interface Value {
  readonly value: unknown;
}

/**
 * Most senders write so that nothing can hide: no escapes, so every quote opens or closes a text; as many
 * keys read as written; whole numbers only, below 2^53. It costs a fifth of looking closely. Anything else
 * must be looked at closely.
 */
export function plainly(text: string): Value | undefined {
  const value = readPlainly(text);
  return value !== undefined && plainKeysOf(value, MAX_DEPTH) === keysWritten(text) ? { value } : undefined;
}

/** Read as one text, records cost a quarter less: the same keys are found again by their place. */
const TOGETHER = 64;

/**
 * The same for many, each of them by itself: `undefined` for those among which one is not plain, or is no
 * JSON. Between two of them stands a word that no sender can know, so none can reach into its neighbours.
 */
export function plainlyEach(many: readonly Buffer[]): readonly (Value | undefined)[] {
  const values: (Value | undefined)[] = [];
  for (let start = 0; start < many.length; start += TOGETHER) {
    const some = many.slice(start, start + TOGETHER);
    const read = some.length > 1 ? plainlyTogether(some, randomUUID()) : undefined;
    for (let i = 0; i < some.length; i += 1) values.push(read?.[i]);
  }
  return values;
}

function plainlyTogether(some: readonly Buffer[], mark: string): readonly Value[] | undefined {
  const between = Buffer.from(`,"${mark}",`);
  const parts = some.flatMap((bytes, i) => (i === 0 ? [bytes] : [between, bytes]));
  const bytes = Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')]);
  if (!isUtf8(bytes)) return undefined;
  const text = utf8Text(bytes);
  const all = readPlainly(text) as readonly unknown[] | undefined;
  if (all?.length !== parts.length) return undefined;
  const values: Value[] = [];
  let keys = 0;
  for (const [i, value] of all.entries()) {
    if (i % 2 === 0) values.push({ value });
    else if (value !== mark) return undefined;
    keys += plainKeysOf(value, MAX_DEPTH);
  }
  return keys === keysWritten(text) ? values : undefined;
}

function readPlainly(text: string): unknown {
  if (text.includes('\\')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names followed by a colon, in a text without escapes. */
function keysWritten(text: string): number {
  let keys = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    let after = text.indexOf('"', start + 1) + 1;
    while (isBlank(text.charCodeAt(after))) after += 1;
    if (text.charCodeAt(after) === COLON) keys += 1;
    start = text.indexOf('"', after);
  }
  return keys;
}

/** How many keys were read; `NaN` for what is nested too deep or holds a number that needs a closer look. */
function plainKeysOf(value: unknown, depth: number): number {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return NaN;
  let keys = 0;
  for (const key in value) {
    if (!Array.isArray(value)) keys += 1;
    keys += plainKeysOf((value as Record<string, unknown>)[key], depth - 1);
  }
  return keys;
}
