// One real PostgreSQL for the whole run: the program's own embedded one, unless TEST_DATABASE_URL names another.
// Suites make their own databases in it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../deploy/embedded/prepare.mjs';

const built = (file) => import(new URL(`../../dist/src/embedded/${file}.js`, import.meta.url).href);

export default async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  await build('program');
  const [{ databaseUser }, { openDataFolder }, { EmbeddedDatabase }] = await Promise.all(
    ['database-user', 'data-folder', 'embedded-database'].map(built),
  );
  const user = databaseUser();
  const { path } = openDataFolder(mkdtempSync(join(tmpdir(), 'youan-test-')), '/', user);
  const settings = { max_connections: '300' };
  const server = await EmbeddedDatabase.start({ dataFolder: path, user, port: 0, settings });
  globalThis.testPostgres = { server, path };
  process.env.TEST_DATABASE_URL = server.url;
}
