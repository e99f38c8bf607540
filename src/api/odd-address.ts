import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, problemOf } from './problem.js';
import { sendProblem } from './problem.filter.js';

const message = 'the address holds what no text can be made of / 地址中有无法识别的字符';

function malformed(request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOf(request.headers['accept-language']);
  sendProblem(reply, problemOf('request/malformed', { errors: [{ path: '', message }] }, language));
}

/** An address that is no UTF-8 or too long to be one of ours: told before any route is looked for. */
export const noSuchAddress = (_: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
  malformed(request, reply);

/** NUL fits no text of the database, and nothing here is called by it. */
export function refuseNul(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (/%00/.test(request.url)) malformed(request, reply);
  else done();
}
