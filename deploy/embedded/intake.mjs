// `npm run intake -- --mapping FILE.yaml DATA.csv|xlsx`: sends a department's table to the running platform.
import { build } from './prepare.mjs';

await build('program');
await import(new URL('../../dist/src/cli/intake.js', import.meta.url).href);
