// EVENTSTOREDB_URL=… npm run test:eventstoredb: the contract suite of the event store, and the copy, against any server. Everything is
// written under a name of its own, so the server may be in use; the account must be allowed to read $all.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
if (!process.env.EVENTSTOREDB_URL) {
  console.error("usage: EVENTSTOREDB_URL='esdb://…' npm run test:eventstoredb");
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  [
    join(project, 'node_modules/jest/bin/jest.js'),
    '--config',
    'test/jest.config.cjs',
    '--runInBand',
    '--testTimeout=120000',
    'libs/kernel/eventstoredb-event-store.spec',
    'libs/kernel/log-copy.spec',
    ...process.argv.slice(2),
  ],
  {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  },
);
process.exit(status ?? 1);
