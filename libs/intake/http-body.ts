import { Refused, refuse } from '#kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { elementsOf } from './batch.js';
import type { IntakeRefusal } from './intake.refusals.js';
import { MAX_RECORDS_AT_ONCE, type RawRecord } from './record.js';
import { brokenText } from './strict-json.js';

const SINGLE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
export const MAX_BODY_BYTES_HTTP = 32 * 1024 * 1024;

const no = (refusal: IntakeRefusal) => new Refused(refusal);

type Asked = Pick<FastifyRequest, 'headers' | 'body'>;

/** Keeps the bytes of CloudEvents as they came; call it on the platform's Fastify before it listens. */
export function registerIntakeParsers(fastify: FastifyInstance): void {
  const raw = { parseAs: 'buffer' as const, bodyLimit: MAX_BODY_BYTES_HTTP };
  fastify.addContentTypeParser([SINGLE, BATCH], raw, (_, body, done) => done(null, body));
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isBinaryMode(request.headers)) done(null, body);
    else
      parseJson(request, textIn(body as Buffer), (error, value) => done(error ?? unstorable(value), value));
  });
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
/** Bytes that are no UTF-8 are no JSON either; replaced silently they would be recorded as question marks. */
function textIn(body: Buffer): string {
  try {
    return UTF_8.decode(body);
  } catch {
    return NO_JSON;
  }
}
const NO_JSON = '\uFFFD';

/** Escapes can bring in what fits no text of the database. */
function unstorable(value: unknown): Error | null {
  if (brokenText(value) === undefined) return null;
  return Object.assign(new Error('a text holds NUL or half a character'), { statusCode: 400 });
}

const isBinaryMode = (headers: FastifyRequest['headers']) =>
  'ce-specversion' in headers || 'ce-id' in headers;

/** The records of a request, whichever of the three modes of CloudEvents 1.0 it uses. */
export function recordsIn({ headers, body }: Asked): RawRecord[] {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  requirePlain(headers, parameters);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const mode = type.trim();
  if (mode === SINGLE) return [{ bytes }];
  if (mode === BATCH) return batchOf(bytes);
  if (mode === 'application/json' && isBinaryMode(headers))
    return [{ bytes, attributes: attributesIn(headers) }];
  throw no(refuse('intake/content-type-unsupported', { contentType: mode.slice(0, 100) || '–' }));
}

function requirePlain(headers: FastifyRequest['headers'], parameters: readonly string[]): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw no(refuse('intake/encoding-unsupported', { encoding: encoding.slice(0, 40) }));
  const charset = parameters.map((text) => /^\s*charset\s*=\s*"?([^"]*)"?\s*$/.exec(text)?.[1]).find(Boolean);
  if (charset !== undefined && !/^utf-?8$|^us-ascii$/.test(charset))
    throw no(refuse('intake/charset-unsupported', { charset: charset.slice(0, 40) }));
}

/** A body that is no list is one record, and the checks say what is wrong with it. */
function batchOf(bytes: Buffer): RawRecord[] {
  const elements = elementsOf(bytes);
  if (elements === undefined) return [{ bytes }];
  if (elements.length > MAX_RECORDS_AT_ONCE)
    throw no(
      refuse('intake/too-many-records', {
        limit: String(MAX_RECORDS_AT_ONCE),
        count: String(elements.length),
      }),
    );
  return elements.map((element) => ({ bytes: element }));
}

/** HTTP binding §3.1.3: `ce-` headers, their values percent-encoded. */
function attributesIn(headers: FastifyRequest['headers']): Record<string, string> {
  const attributes: Record<string, string> = { datacontenttype: headers['content-type'] ?? '' };
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('ce-') && typeof value === 'string') attributes[name.slice(3)] = decoded(value);
  return attributes;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
