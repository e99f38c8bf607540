// npm run where -- HazardFound     Where one event is said, decided, answered, shown and tested, with line numbers.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = [
  ['said in', /libs\/contracts\/.*\.events\.ts$/],
  ['decided in', /\.decider\.ts$/],
  ['answered by', /\.policy\.ts$/],
  ['shown in', /\.projection\.ts$/],
  ['sent by', /\.powers\.ts$/],
  ['tested in', /\.spec\.ts$/],
];

export function whereIs(event) {
  if (!/^[A-Z][A-Za-z]+$/.test(event)) return [];
  const said = new RegExp(`(\\b${event}\\(|\\b${event}:|'${event}'|const ${event}\\b)`);
  const files = ['libs', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => join(folder, name)),
  );
  const found = PLACES.flatMap(([place, kind]) =>
    files
      .filter((file) => kind.test(file))
      .sort()
      .flatMap((file) => {
        const lines = readFileSync(file, 'utf8').split('\n');
        const line = lines.findIndex((text) => said.test(text) && !/^\s*(import|\*|\/\/|\/\*)/.test(text));
        return line < 0 ? [] : [{ place, file, line: line + 1 }];
      }),
  );
  return found.some(({ place }) => place === 'said in') ? found : [];
}

if (process.argv[1] === import.meta.filename) {
  const found = whereIs(process.argv[2] ?? '');
  for (const { place, file, line } of found) console.log(place.padEnd(12), `${file}:${line}`);
  if (found.length === 0) {
    console.error(
      'No such event. Names stand in libs/contracts/*.events.ts, for example: npm run where -- HazardFound',
    );
    process.exitCode = 1;
  }
}
