import { dataSourceOn, migrate } from '../../src/platform/migrations.js';
import { freshDatabase } from './fresh-database.js';

/** A database of its own for one suite, in the form production has after every room's migrations. */
export async function migratedDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const database = await freshDatabase();
  const dataSource = dataSourceOn(database.url);
  try {
    await dataSource.initialize();
    await migrate(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
  return database;
}
