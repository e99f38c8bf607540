// `npm run build`: the program and the console, each only when its own sources changed.
import { build } from './prepare.mjs';

await build();
