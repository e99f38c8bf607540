import type { Pool } from 'pg';
import { inTransaction } from './rebuild-transaction.js';

/** Some program still keeps read models up to date: nothing may be forgotten under its hands. */
export class StillRunning extends Error {
  override readonly name = 'StillRunning';
}

/**
 * Forgets every read model and every position, so that the next start builds them from the first event on.
 * For a log that was moved to another engine, where positions are others. Throws {@link StillRunning}.
 */
export const beginAnew = (pool: Pool): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('lock table runner.shard in access exclusive mode');
    const { rows } = await client.query<{ owner: string }>(
      'select distinct owner from runner.shard where owner is not null and lease_until > clock_timestamp()',
    );
    if (rows.length > 0)
      throw new StillRunning(`仍有进程在运行 / still running: ${rows.map(({ owner }) => owner).join(', ')}`);
    await client.query('truncate runner.build, runner.rebuild_report cascade');
    await client.query('drop schema read cascade');
    await client.query('create schema read');
  });
