// `npm run test:processes [-- SECONDS]`: the city as many processes, struck at random for so long (120 seconds by default).
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const seconds = Number(process.argv[2] ?? 120);
if (!(seconds >= 0)) {
  console.error('usage: npm run test:processes -- SECONDS');
  process.exit(2);
}
const project = join(import.meta.dirname, '..', '..');
const jest = join(project, 'node_modules', 'jest', 'bin', 'jest.js');
const args = [jest, '--config', 'test/jest.config.cjs', '--runInBand', 'test/processes'];
const child = spawn(process.execPath, args, {
  cwd: project,
  stdio: 'inherit',
  env: {
    ...process.env,
    PROCESSES_SECONDS: String(seconds),
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
