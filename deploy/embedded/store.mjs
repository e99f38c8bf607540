// `npm run store -- copy --from … --to …`: moves the log between engines and proves the copy.
import { build } from './prepare.mjs';

await build('program');
await import(new URL('../../dist/src/cli/store.js', import.meta.url).href);
