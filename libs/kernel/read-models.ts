import type { Pool } from 'pg';
import { NotYetSeen, ReadModels } from './read-models.port.js';
import { pause } from './runner-pause.js';

const WAIT_MS = 5_000;
const POLL_MS = 4;

/**
 * The position of each read model, from the runner's checkpoints. Before a first build is live, that of its
 * build.
 */
const SEEN = `
  select b.name, min(s.position) as position from runner.build b join runner.shard s using (name, build)
  where b.state = 'live' or (b.state = 'building' and not exists (
    select from runner.build l where l.name = b.name and (l.state = 'live' or l.state = 'building' and l.build > b.build)))
  group by b.name`;

interface Waiter {
  readonly projection: string;
  readonly position: bigint;
  readonly resolve: () => void;
}

/**
 * Knows how far the read models are by asking the checkpoints: one question for all who wait, and none while
 * nobody does.
 */
export class PostgresReadModels extends ReadModels {
  private readonly waiters = new Set<Waiter>();
  private asking: Promise<void> | undefined;

  constructor(private readonly pool: Pool) {
    super();
  }

  async seen(projection: string): Promise<bigint> {
    return (await this.positions()).get(projection) ?? 0n;
  }

  async waitFor(projection: string, position: bigint, timeoutMs = WAIT_MS): Promise<void> {
    if ((await this.seen(projection)) >= position) return;
    const arrived = await new Promise<boolean>((resolve) => {
      const late = setTimeout(() => {
        this.waiters.delete(waiter);
        resolve(false);
      }, timeoutMs);
      const arrive = () => {
        clearTimeout(late);
        resolve(true);
      };
      const waiter = { projection, position, resolve: arrive };
      this.waiters.add(waiter);
      this.asking ??= this.ask();
    });
    if (!arrived) throw new NotYetSeen(projection, position, await this.seen(projection));
  }

  private async positions(): Promise<ReadonlyMap<string, bigint>> {
    const { rows } = await this.pool.query<[string, string]>({ name: 'seen', text: SEEN, rowMode: 'array' });
    return new Map(rows.map(([name, position]) => [name, BigInt(position)]));
  }

  /** Asks until nobody waits. A database in trouble is asked again: the waiters have their own time-outs. */
  private async ask() {
    while (this.waiters.size > 0) {
      await pause(POLL_MS);
      const seen = await this.positions().catch(() => new Map<string, bigint>());
      for (const waiter of this.waiters) {
        if ((seen.get(waiter.projection) ?? -1n) < waiter.position) continue;
        this.waiters.delete(waiter);
        waiter.resolve();
      }
    }
    this.asking = undefined;
  }
}
