// `npm run contracts -- [FOLDER]`: the JSON Schema of every event and the AsyncAPI document, into dist/contracts.
import { build } from './prepare.mjs';

await build('program');
await import(new URL('../../dist/src/cli/contracts.js', import.meta.url).href);
