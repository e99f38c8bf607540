import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { allowedImports, banishedFromPure, pureKinds, simulationMayImport } from './allowed-imports.js';

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;
const isTest = (path: string) => /\.(spec|specification)\.ts$/.test(path) || path.startsWith('test/');

function allowedFrom(folder: string): readonly string[] | undefined {
  if (folder === 'src' || folder === 'test')
    return [...Object.keys(allowedImports), 'libs/simulation', 'src'];
  if (folder === 'libs/simulation') return simulationMayImport;
  return allowedImports[folder];
}
const folderOf = (path: string) => /^(libs\/[^/]+|src|test|deploy)\//.exec(path)?.[1];

function targetOf(file: string, specifier: string) {
  if (specifier.startsWith('.')) return folderOf(normalize(join(dirname(file), specifier)));
  const room = /^#([\w-]+)$/.exec(specifier);
  return room ? `libs/${room[1]}` : undefined;
}

/** Every way in which one file breaks the plan of the house. Tests may look into the room they test and into test/support. */
export function trespasses(file: string, source = readFileSync(file, 'utf8')): string[] {
  const home = folderOf(file);
  const allowed = home && allowedFrom(home);
  if (!home || !allowed) return [`${file} lives in no known folder`];
  const specifiers = [...source.matchAll(IMPORT)].map(([, specifier]) => specifier!);
  return [
    ...specifiers.flatMap((specifier) => strayed(file, home, specifier)),
    ...(pureKinds.test(file)
      ? banishedFromPure.filter((word) => word.test(source)).map((word) => `${file} must stay pure: ${word}`)
      : []),
  ];
}

function strayed(file: string, home: string, specifier: string): string[] {
  const target = targetOf(file, specifier);
  if (target === undefined || target === home) return [];
  const throughTheDoor = specifier.startsWith('#');
  if (isTest(file)) return [];
  if (!throughTheDoor && target.startsWith('libs/'))
    return [`${file} goes around the front door of ${target}`];
  return allowedFrom(home)!.includes(target) ? [] : [`${file} may not import ${target}`];
}
