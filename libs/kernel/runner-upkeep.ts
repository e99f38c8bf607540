import type { PoolClient } from 'pg';
import { forgetDeparted } from './member.js';
import type { Errand } from './timer.js';

/** How long one can go back to the build that was live before; so long it is kept up to date, which costs. */
export const KEPT_DAYS = 7;

const HOUR = 3_600;
const OUTLIVED = `
  delete from runner.build k using runner.build l
  where k.state = 'kept' and l.name = k.name and l.state = 'live'
    and l.switched_at < clock_timestamp() - $1 * interval '1 day'
  returning k.relation`;

async function dropOutlived(client: PoolClient): Promise<void> {
  await client.query(`set local lock_timeout = '5s'`);
  const { rows } = await client.query<{ relation: string }>(OUTLIVED, [KEPT_DAYS]);
  for (const { relation } of rows) await client.query(`drop table if exists read."${relation}"`);
}

/** What the runner's own tables need done as time goes by. */
export const upkeep: readonly Errand[] = [
  { name: 'drop-outlived-builds', everySeconds: HOUR, run: dropOutlived },
  { name: 'forget-departed', everySeconds: HOUR, run: (client) => client.query(forgetDeparted) },
];
