// `npm test`: everything that needs no other server, on a machine that has only Node and npm.
// Prints the closing line "N passed, N failed" and leaves the counts in dist/test-counts.json.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, project } from '../deploy/embedded/prepare.mjs';

const results = join(project, 'dist', 'jest-results.json');
const bin = (name, file) => join(project, 'node_modules', name, file);

const checks = [
  ['type check', bin('typescript', 'bin/tsc'), ['--noEmit']],
  [
    'type check of the console',
    bin('typescript', 'bin/tsc'),
    ['--noEmit', '-p', 'src/console'],
    'src/console/tsconfig.json',
  ],
  ['lint', bin('eslint', 'bin/eslint.js'), ['.']],
  ['format', bin('prettier', 'bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.']],
];

const node = (args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: project,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });

async function timed(name, work) {
  const start = performance.now();
  const passed = (await work()) === 0;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return passed;
}

/** Real counts of Jest's own; a suite that could not even be read counts as one failure. */
function countsOfJest() {
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  if (numPendingTests > 0) console.log(`FAIL ${numPendingTests} tests did not run`);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites + numPendingTests };
}

await prepare();
const due = checks.filter(([, , , needs]) => !needs || existsSync(join(project, needs)));
const outcomes = await Promise.all(
  due.map(([name, program, args]) => timed(name, () => node([program, ...args]))),
);

rmSync(results, { force: true });
const jest = [
  bin('jest', 'bin/jest.js'),
  '--maxWorkers=2',
  '--config',
  'test/jest.config.cjs',
  '--json',
  `--outputFile=${results}`,
];
const flags = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const finished = await timed('suites', () =>
  node([...jest, ...process.argv.slice(2)], { NODE_OPTIONS: flags }),
);
const counted = countsOfJest();
const passed = counted.passed + outcomes.filter(Boolean).length;
const failed = counted.failed + outcomes.filter((ok) => !ok).length || (finished ? 0 : 1);
mkdirSync(join(project, 'dist'), { recursive: true });
writeFileSync(join(project, 'dist', 'test-counts.json'), JSON.stringify({ passed, failed }));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
