import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf, problemOf } from './problem.js';
import { sendProblem, unknownPath } from './problem.filter.js';

const ASSET_MAX_AGE_SECONDS = 365 * 24 * 3600;
const PAGE = 'index.html';

/**
 * The console at every address nobody else answers: files by their name, its page for everything that looks
 * like a page, so that a link into the middle of it works. Addresses below `/api` never become pages.
 * Without a folder nothing is shown: every other address leads nowhere.
 */
export async function serveConsole(fastify: FastifyInstance, folder: string | undefined): Promise<void> {
  const built = folder !== undefined && existsSync(join(folder, PAGE));
  if (built) await fastify.register(fastifyStatic, { root: folder, serve: false, decorateReply: true });
  fastify.get('/*', (request, reply) => {
    const path = safePath(request.url);
    if (!built || path === undefined || path.startsWith('/api/')) return nothingHere(request, reply);
    const isFile = path !== '/' && existsSync(join(folder, path)) && /\.\w+$/.test(path);
    if (isFile) return file(reply, path);
    if (/\.\w+$/.test(path) || !wantsPage(request)) return nothingHere(request, reply);
    return reply.header('cache-control', 'no-cache').sendFile(PAGE, { cacheControl: false });
  });
}

/** Files below `assets` carry their content's digest in their name and never change. */
function file(reply: FastifyReply, path: string) {
  const lasting = path.startsWith('/assets/');
  const rule = lasting ? `public, max-age=${ASSET_MAX_AGE_SECONDS}, immutable` : 'no-cache';
  return reply.header('cache-control', rule).sendFile(path.slice(1), { cacheControl: false });
}

const wantsPage = ({ headers: { accept = '*/*' } }: FastifyRequest) => /text\/html|\*\/\*/.test(accept);

function safePath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split('?')[0]!);
    return path.includes('..') || path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

function nothingHere(request: FastifyRequest, reply: FastifyReply) {
  const { code, facts } = unknownPath(request);
  sendProblem(reply, problemOf(code, { facts: facts ?? {} }, languageOf(request.headers['accept-language'])));
  return reply;
}
