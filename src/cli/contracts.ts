// npm run contracts -- [FOLDER]     Writes the JSON Schema of every event and the AsyncAPI document. Default
// folder: dist/contracts.
import { publishedEvents } from '#contracts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asyncApi, schemaName, schemaOf } from './contract-documents.js';

const folder = resolve(process.argv[2] ?? 'dist/contracts');
mkdirSync(folder, { recursive: true });
const write = (name: string, document: object) =>
  writeFileSync(join(folder, name), `${JSON.stringify(document, null, 2)}\n`);

for (const contract of publishedEvents) write(schemaName(contract), schemaOf(contract));
write('asyncapi.json', asyncApi());
process.stdout.write(`${publishedEvents.length} JSON Schemas and asyncapi.json in ${folder}\n`);
