// `npm run projections -- status|parked|rebuild NAME|…`: how the read models stand, and what an operator may do to them.
import { build } from './prepare.mjs';

await build('program');
await import(new URL('../../dist/src/cli/projections.js', import.meta.url).href);
