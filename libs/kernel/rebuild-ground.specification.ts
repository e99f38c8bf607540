import type { ProjectionEntry } from './projection-registry.js';
import { balance, balanceTable } from './runner-accounts.specification.js';
import type { Ground } from './runner-ground.specification.js';

/** The balances as one build of a read model. */
export const entry = (
  history: boolean,
  more: { version?: number; shards?: number } = {},
): ProjectionEntry => ({
  projection: { ...balance, version: more.version ?? 1 },
  table: balanceTable(history),
  shards: more.shards ?? 1,
});

const { Credited: credited } = balance.rules;
/** Version 2 counts every credit twice: other rules, other rows. */
export const doubled: typeof balance = {
  ...balance,
  version: 2,
  rules: {
    ...balance.rules,
    Credited: (said, ...more) =>
      typeof credited === 'function' ? credited({ ...said, amount: 2 * (said.amount ?? 0) }, ...more) : [],
  },
};

interface Wanted {
  readonly version: number;
  readonly build?: number;
}
export const liveVersion = (
  ground: Ground,
  { version, build }: Wanted,
  timeoutMs?: number,
): Promise<void> => {
  const isLive = async () => {
    const live = await ground.live('balance');
    return live?.version === version && (build === undefined || live.build === build);
  };
  return ground.until(`version ${version} is live`, isLive, timeoutMs);
};

/** What was said of each rebuild, in their order. */
export const reports = async ({ pool }: Ground) =>
  (await pool.query('select * from runner.rebuild_report order by made_at')).rows;
