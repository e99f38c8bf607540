import { NotYetSeen, Refused, StoreUnavailable, SubjectErased } from '#kernel';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { MalformedRequest } from './malformed-request.js';
import type { PlatformRefusalCode } from './platform.refusals.js';
import { languageOf, problemOf, unexpectedProblem, type Problem, type Told } from './problem.js';

interface Refusable extends Told {
  readonly code: string;
}
const refused = (code: PlatformRefusalCode, told: Told = {}): Refusable => ({ code, ...told });

/** What the doors in front of our code answer by, by their status. */
const byStatus: Readonly<Record<number, PlatformRefusalCode>> = {
  400: 'request/malformed',
  404: 'request/unknown-path',
  405: 'request/unknown-path',
  406: 'request/unsupported-media-type',
  413: 'request/too-large',
  414: 'request/too-large',
  415: 'request/unsupported-media-type',
  429: 'request/too-many',
};

/** The one place where anything that went wrong becomes HTTP. No stack and no cause ever leaves it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    sendProblem(reply, this.problemFor(error, request));
  }

  problemFor(error: unknown, request: FastifyRequest): Problem {
    const language = languageOf(request.headers['accept-language']);
    const known = recognised(error, request);
    if (known) return problemOf(known.code, known, language);
    const reference = randomUUID();
    this.log.error({ reference, route: request.routeOptions?.url, ...described(error) }, 'unexpected');
    return unexpectedProblem(reference, language);
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(problem);
}

function recognised(error: unknown, request: FastifyRequest): Refusable | undefined {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof MalformedRequest) return refused('request/malformed', { errors: error.errors });
  if (error instanceof NotYetSeen) {
    const { projection, wanted, seen } = error;
    return refused('read/not-yet', { facts: { projection, wanted: String(wanted), seen: String(seen) } });
  }
  if (error instanceof SubjectErased)
    return { code: 'personal/subject-erased', facts: { subject: error.subject } };
  if (error instanceof StoreUnavailable) return refused('platform/store-unavailable');
  return fromTheDoors(error, request);
}

/**
 * Fastify, its plugins and Nest throw errors that carry a status; only theirs are trusted, by the codes
 * above.
 */
function fromTheDoors(error: unknown, request: FastifyRequest): Refusable | undefined {
  if (!(error instanceof Error)) return undefined;
  const { statusCode } = error as Error & { statusCode?: number };
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  const known = status === undefined ? undefined : byStatus[status];
  if (known === 'request/malformed' && isUnreadJson(error, request)) return refused('request/malformed-json');
  if (known === 'request/unknown-path') return unknownPath(request);
  if (known === 'request/malformed')
    return refused(known, { errors: [{ path: '', message: error.message }] });
  return known && refused(known);
}

/** Nest hands on a parser's message and not its code; and a body that was read is there. */
const isUnreadJson = ({ message }: Error, { body, headers }: FastifyRequest) =>
  (body ?? null) === null && /json/.test(headers['content-type'] ?? '') && /json/i.test(message);

export const unknownPath = ({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): Refusable =>
  refused('request/unknown-path', { facts: { method, path: url.split('?')[0]! } });

/** For our own log. A database error's `detail` quotes rows, so it stays out. */
function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return { name, message, code, stack, cause: cause instanceof Error ? cause.message : undefined };
}
