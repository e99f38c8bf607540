// `npm run settings`: prints README's table of settings.
import { build } from './prepare.mjs';

await build('program');
const { settingsTable } = await import(new URL('../../dist/src/settings-table.js', import.meta.url).href);
console.log(settingsTable());
