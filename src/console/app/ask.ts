import i18next from 'i18next';
import { session } from './session';

export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;

interface Asked {
  readonly query?: Query;
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Instead of the session's own. */
  readonly token?: string;
}

export interface ProblemFacts {
  readonly code: string;
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** The platform said no, or could not be reached (`status` 0). The code is stable, the words are for people. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(readonly facts: ProblemFacts) {
    super(facts.en);
  }
}

/** Asks the platform one thing under /api/v1. Throws {@link Problem}; an expired token ends the session. */
export async function ask<Answer>(path: string, asked: Asked = {}): Promise<Answer> {
  const response = await send(path, asked);
  const answer = await bodyOf(response);
  // Intake answers 207 and 422 with an outcome: that is an answer, not a problem.
  if (response.ok || (answer !== null && 'outcome' in answer)) return answer as Answer;
  if (response.status === 401) session.expire();
  throw new Problem(problemOf(response.status, answer));
}

async function send(path: string, { query, method = 'GET', body, signal, token }: Asked): Promise<Response> {
  const isForm = body instanceof FormData;
  const bearer = token ?? session.now()?.token;
  const headers = {
    'accept-language': i18next.language === 'en' ? 'en' : 'zh-CN',
    ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    ...(body !== undefined && !isForm ? { 'content-type': 'application/json' } : {}),
  };
  try {
    return await fetch(`/api/v1${path}${queryText(query)}`, {
      method,
      headers,
      signal: signal ?? null,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    const words = { zh: '连接不上平台', en: 'The platform cannot be reached' };
    throw new Problem({ code: 'console/unreachable', status: 0, ...words });
  }
}

async function bodyOf(response: Response): Promise<Record<string, unknown> | null> {
  const text = await response.text();
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    return null;
  }
}

function problemOf(status: number, body: Record<string, unknown> | null): ProblemFacts {
  if (body !== null && typeof body['code'] === 'string') return { ...body, status } as ProblemFacts;
  return {
    code: `console/unreadable-answer`,
    status,
    zh: `平台的回答无法读取（HTTP ${status}）`,
    en: `The platform's answer could not be read (HTTP ${status})`,
  };
}

/** `?a=1&b=2&b=3`, without what is empty. */
export function queryText(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as readonly string[]) : [value];
    for (const one of values)
      if (one !== null && one !== undefined && one !== '') params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
