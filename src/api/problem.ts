import type { RefusalReason } from '#kernel';
import { wordsOf } from './problem-words.js';

export interface ProblemError {
  readonly path: string;
  readonly message: string;
}

/**
 * An answer of type application/problem+json (RFC 9457). `code` is stable; programs decide by it, people
 * read the words.
 */
export interface Problem {
  readonly type: string;
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly zh: string;
  readonly en: string;
  readonly errors?: readonly ProblemError[];
  readonly facts: Readonly<Record<string, string>>;
}

/** What HTTP makes of a reason. Nowhere else does a "no" learn about status codes. */
export const statusOf: Readonly<Record<RefusalReason, number>> = {
  malformed: 400,
  'unknown-caller': 401,
  'beyond-powers': 403,
  missing: 404,
  'too-late': 409,
  'too-large': 413,
  unsupported: 415,
  unlawful: 422,
  'too-many': 429,
  'not-yet': 503,
};

export interface Told {
  readonly facts?: Readonly<Record<string, string>>;
  readonly errors?: readonly ProblemError[];
}

export function problemOf(code: string, { facts = {}, errors }: Told, language: 'zh' | 'en'): Problem {
  const words = wordsOf(code);
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (hole, name: string) => facts[name] ?? hole);
  const [zh, en] = [fill(words.zh), fill(words.en)];
  return {
    type: `urn:youan:problem:${code}`,
    code,
    status: statusOf[words.because],
    title: language === 'en' ? en : zh,
    zh,
    en,
    ...(errors ? { errors } : {}),
    facts,
  };
}

/** A defect of ours: the caller learns a number to name, never what broke. */
export function unexpectedProblem(reference: string, language: 'zh' | 'en'): Problem {
  const zh = `平台出现意外错误，已记录，编号 ${reference}；可安全重试`;
  const en = `Something unexpected went wrong here; it was recorded as ${reference}. Trying again is safe`;
  const code = 'platform/unexpected';
  return {
    type: `urn:youan:problem:${code}`,
    code,
    status: 500,
    title: language === 'en' ? en : zh,
    zh,
    en,
    facts: { reference },
  };
}

/** Chinese unless English is asked for before it (`Accept-Language: en-GB, zh;q=0.8`). */
export function languageOf(header: string | undefined): 'zh' | 'en' {
  const weighed = (header ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
    const weight = rest.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  const wish = (language: string) =>
    Math.max(0, ...weighed.filter(({ tag }) => tag.split('-')[0] === language).map(({ weight }) => weight));
  return wish('en') > wish('zh') ? 'en' : 'zh';
}
