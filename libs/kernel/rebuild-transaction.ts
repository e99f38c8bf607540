import type { Pool, PoolClient } from 'pg';

const ignore = () => undefined;

/**
 * One connection for some work. A lost one fails the work, not the program, and does not go back to the pool.
 */
export async function withClient<T>(
  pool: Pool | PoolClient,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  if (!('totalCount' in pool)) return work(pool);
  const client = await pool.connect();
  let lost: Error | undefined;
  const lose = (failure: Error) => (lost = failure);
  client.on('error', lose);
  try {
    return await work(client);
  } finally {
    client.removeListener('error', lose);
    client.release(lost);
  }
}

/** Everything or nothing, on one connection. */
export function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query(begin);
    try {
      const answer = await work(client);
      await client.query('commit');
      return answer;
    } catch (failure) {
      await client.query('rollback').catch(ignore);
      throw failure;
    }
  });
}
