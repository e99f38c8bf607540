import type {} from '@fastify/multipart';
import { Refusal, Refused, refuse, type ContractBook, type Fault } from '#kernel';
import type { FastifyRequest } from 'fastify';
import type { Upload } from './jobs.adapter.js';
import { openWith } from './preview.js';
import { shippedMapping } from './shipped-mappings.js';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_MAPPING_CHARACTERS = 256 * 1024;

/** A refusal that points at each fault. */
class FaultyMapping extends Refusal<'intake/mapping-faulty'> {
  constructor(readonly errors: readonly Fault[]) {
    super('intake/mapping-faulty', { count: String(errors.length) });
  }
}

/**
 * The file and the mapping of a multipart request, tried on each other: whatever does not fit is told at
 * once.
 */
export async function uploadIn(request: FastifyRequest, book: ContractBook): Promise<Upload> {
  if (!request.isMultipart()) throw new Refused(refuse('intake/file-missing'));
  const fields = new Map<string, string>();
  let file: { name: string; bytes: Buffer } | undefined;
  for await (const part of request.parts({ limits: { fileSize: MAX_FILE_BYTES } })) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else if (part.fieldname === 'mapping') fields.set('mapping', (await part.toBuffer()).toString());
    else file = { name: part.filename.slice(0, 200), bytes: await part.toBuffer() };
  }
  if (file === undefined) throw new Refused(refuse('intake/file-missing'));
  const { mapping, mappingName } = await mappingIn(fields);
  const opened = await openWith(mapping, file.bytes, book);
  if ('faults' in opened) throw new Refused(new FaultyMapping(opened.faults));
  return { ...file, mapping, mappingName: mappingName ?? opened.mapping.name };
}

async function mappingIn(
  fields: ReadonlyMap<string, string>,
): Promise<{ mapping: string; mappingName?: string }> {
  const [mapping, mappingName] = [fields.get('mapping'), fields.get('mappingName')];
  if (mapping !== undefined) return { mapping: mapping.slice(0, MAX_MAPPING_CHARACTERS) };
  if (mappingName === undefined) throw new Refused(refuse('intake/mapping-missing'));
  return { mapping: await shippedMapping(mappingName), mappingName };
}
