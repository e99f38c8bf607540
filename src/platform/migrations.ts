import { intakeMigrations } from '#intake';
import { eventStoreDbMigrations, runnerMigrations, storeMigrations } from '#kernel';
import { relayMigrations } from '#relay';
import { vaultMigrations } from '#vault';
import { DataSource, type MigrationInterface } from 'typeorm';

type Migrations = readonly (new () => MigrationInterface)[];

/** Every room's migrations, in the order in which they lean on each other. */
export const migrations: Migrations = [
  ...storeMigrations,
  ...eventStoreDbMigrations,
  ...runnerMigrations,
  ...vaultMigrations,
  ...intakeMigrations,
  ...relayMigrations,
];

/** One at a time, also when several programs start on one database together. */
const MIGRATION_LOCK = 1_732_400_000;

/** The connection TypeORM's readers use. Not yet connected. */
export const dataSourceOn = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    applicationName: 'youan',
  });

/** Brings the database to the form this program needs; answers the names of what was applied now. */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations();
    return applied.map(({ name }) => name);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
