import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migratedDatabase } from '../../test/support/migrated-database.js';
import { Vault } from './index.js';
import { personalDataSpecification } from './personal-data.specification.js';

let database: { url: string; drop: () => Promise<void> };
let pool: pg.Pool;
let folder: string;
beforeAll(async () => {
  database = await migratedDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
  folder = await mkdtemp(join(tmpdir(), 'youan-vault-'));
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

personalDataSpecification('PostgreSQL', () => Vault.open(pool, join(folder, 'vault.key')));
