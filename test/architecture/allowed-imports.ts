/** What a read side may import: the language and the mechanics, never a write side, never another reader's rules. */
const readSide = ['libs/kernel', 'libs/contracts', 'libs/authority', 'libs/rulebook', 'libs/reading'];
const writeSide = ['libs/kernel', 'libs/contracts', 'libs/authority', 'libs/conduct'];

const departmentRoom = ['libs/kernel', 'libs/contracts', 'libs/rulebook'];

/** Who may import whom. An allow-list: a folder that is not here may import nothing and be imported by nobody. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  'libs/kernel': [],
  'libs/contracts': ['libs/kernel'],
  'libs/rulebook': ['libs/kernel', 'libs/contracts'],
  'libs/authority': ['libs/kernel', 'libs/contracts'],
  'libs/vault': ['libs/kernel', 'libs/authority'],
  'libs/intake': ['libs/kernel', 'libs/contracts', 'libs/authority'],
  'libs/relay': ['libs/kernel', 'libs/contracts'],
  'libs/inspection': writeSide,
  'libs/rectification': writeSide,
  'libs/conduct': ['libs/kernel', 'libs/contracts', 'libs/authority'],
  'libs/reading': ['libs/kernel', 'libs/contracts', 'libs/authority', 'libs/rulebook'],
  'libs/timeline': readSide,
  'libs/accountability': readSide,
  'libs/dashboard': readSide,
  'libs/trace': readSide,
  'libs/fire': departmentRoom,
  'libs/market': departmentRoom,
  'libs/police': departmentRoom,
  'libs/health': departmentRoom,
  'libs/emergency': departmentRoom,
  'libs/education': departmentRoom,
  'libs/civil': departmentRoom,
  'libs/handbook': [],
};

/** Drives real commands of every room, so it may name them; nothing may name it but programs and tests. */
export const simulationMayImport = Object.keys(allowedImports);

/** Files whose answers must not depend on a clock, a random number, a framework or a database. */
export const pureKinds = /\.(decider|projection|events|commands|refusals|policy|words|checklist|powers)\.ts$/;
export const banishedFromPure: readonly RegExp[] = [
  /from '@nestjs\//,
  /from 'typeorm'/,
  /from 'pg'/,
  /\bDate\.now\b|new Date\(\)/,
  /Math\.random|randomUUID/,
  /process\.env/,
];

/** The suffixes a file in libs may have. A new kind is a decision record. */
export const kinds = [
  'events',
  'words',
  'commands',
  'decider',
  'refusals',
  'policy',
  'projection',
  'table',
  'reader',
  'answers',
  'handler',
  'controller',
  'module',
  'powers',
  'checklist',
  'adapter',
  'port',
  'migration',
  'mapping',
  'story',
  'spec',
  'specification',
];

/** Words of the domain that the mechanics must not know. */
export const domainWords =
  /\b(facilit(y|ies)|inspection|hazard|official|childcare|department of|penalt(y|ies)|complaint)\b/i;
