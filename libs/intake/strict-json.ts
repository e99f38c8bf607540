import { refuse, utf8Text } from '#kernel';
import { isUtf8 } from 'node:buffer';
import type { IntakeRefusal } from './intake.refusals.js';
import { MAX_DEPTH, plainly, plainlyEach, type Value } from './plain-json.js';

const BOM = '\ufeff';
const QUOTE = 34;
const BACKSLASH = 92;

export type Parsed = Value | { readonly refusal: IntakeRefusal };

/**
 * JSON that means the same to every reader, or a refusal: JSON.parse alone would drop one of two equal
 * keys, round long integers and let half characters through, and what is stored here must be exactly what
 * was said.
 */
export function parseStrictly(bytes: Buffer): Parsed {
  const text = decode(bytes);
  if (typeof text !== 'string') return { refusal: text };
  return plainly(text) ?? carefully(text);
}

export const parseAllStrictly = (many: readonly Buffer[]): readonly Parsed[] =>
  plainlyEach(many).map((plain, i) => plain ?? parseStrictly(many[i]!));

function carefully(text: string): Parsed {
  const shape = scan(text);
  if (!('keys' in shape)) return { refusal: shape };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { refusal: refuse('intake/not-json', { why: (error as Error).message.slice(0, 200) }) };
  }
  if (keysOf(value) !== shape.keys)
    return { refusal: refuse('intake/duplicate-key', { key: repeatedKey(text) }) };
  const broken = text.includes('\\u') ? brokenText(value) : undefined;
  return broken ? { refusal: broken } : { value };
}

function decode(bytes: Buffer): string | IntakeRefusal {
  if (!isUtf8(bytes)) return refuse('intake/not-utf8');
  const text = utf8Text(bytes);
  return text.startsWith(BOM) ? refuse('intake/byte-order-mark') : text;
}

/** One pass over the text: how many keys it writes, how deep it goes, and whether its numbers survive. */
function scan(text: string): { keys: number } | IntakeRefusal {
  let keys = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfText(text, at);
    else if (char === 58) keys += 1;
    else if (char === 123 || char === 91) depth += 1;
    else if (char === 125 || char === 93) depth -= 1;
    else if (char >= 48 && char <= 57) {
      const number = numberAt(text, at);
      if (!survives(number)) return refuse('intake/number-inexact', { number: number.slice(0, 60) });
      at += number.length - 1;
    }
    if (depth > MAX_DEPTH) return refuse('intake/nested-too-deep', { limit: String(MAX_DEPTH) });
  }
  return { keys };
}

function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 0;
}

function numberAt(text: string, start: number): string {
  let end = start + 1;
  while (end < text.length && '0123456789.eE+-'.includes(text[end]!)) end += 1;
  return text.slice(start, end);
}

/** An integer must stay below 2^53, anything else must stay finite. */
function survives(number: string): boolean {
  if (number.length < 16 && !/[eE]/.test(number)) return true;
  return /^\d+$/.test(number) ? Number.isSafeInteger(Number(number)) : Number.isFinite(Number(number));
}

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + keysOf(item), 0);
  let sum = 0;
  for (const key of Object.keys(value)) sum += 1 + keysOf((value as Record<string, unknown>)[key]);
  return sum;
}

/** Only asked when a key is known to be repeated somewhere. */
function repeatedKey(text: string): string {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{' || char === '[') open.push(new Set());
    else if (char === '}' || char === ']') open.pop();
    if (char !== '"') continue;
    const end = endOfText(text, at);
    const key = JSON.parse(text.slice(at, end + 1)) as string;
    at = end;
    if (!/^\s*:/.test(text.slice(end + 1, end + 40))) continue;
    if (open.at(-1)?.has(key)) return key.slice(0, 80);
    open.at(-1)?.add(key);
  }
  return '?';
}

/** Texts PostgreSQL cannot hold, or that are not text at all. Only escapes can bring them in. */
export function brokenText(value: unknown): IntakeRefusal | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return refuse('intake/nul-character');
    return /\p{Surrogate}/u.test(value) ? refuse('intake/lone-surrogate') : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const broken = brokenText(key) ?? brokenText(item);
    if (broken) return broken;
  }
  return undefined;
}
