import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

const GIVEN_UP_MS = 60_000;
const HELD = `
  select name || '/' || build || '/' || shard as key, owner, lease_until > clock_timestamp() as held from runner.shard
  union all select 'seat ' || name, owner, lease_until > clock_timestamp() from runner.seat`;

interface Holding {
  readonly key: string;
  readonly owner: string | null;
  readonly held: boolean;
}
export interface TakeOver {
  readonly victim: string;
  readonly what: string;
  readonly seconds: number;
}

/** Watches, from outside, how long it takes until somebody else holds what a process held. */
export class TakeOvers {
  readonly seen: TakeOver[] = [];
  private readonly watching: Promise<void>[] = [];

  constructor(private readonly pool: Pool) {}

  /** Everything the process holds, by name. */
  async heldBy(pid: number): Promise<readonly string[]> {
    return (await this.holdings()).filter((one) => ownedBy(one, pid) && one.held).map(({ key }) => key);
  }

  /** Begins at once: called when the process was struck. */
  watch(victim: string, pid: number, keys: readonly string[]): void {
    this.watching.push(...keys.map((key) => this.untilTaken(victim, pid, key)));
  }

  async all(): Promise<readonly TakeOver[]> {
    await Promise.all(this.watching);
    return this.seen;
  }

  private async untilTaken(victim: string, pid: number, what: string): Promise<void> {
    const start = performance.now();
    for (let seconds = 0; seconds * 1_000 < GIVEN_UP_MS; await pause(100)) {
      const now = (await this.holdings()).find(({ key }) => key === what);
      seconds = (performance.now() - start) / 1_000;
      if (now !== undefined && (ownedBy(now, pid) || !now.held)) continue;
      this.seen.push({ victim, what, seconds });
      return;
    }
    this.seen.push({ victim, what, seconds: Infinity });
  }

  private async holdings(): Promise<readonly Holding[]> {
    return (await this.pool.query<Holding>(HELD)).rows;
  }
}

const ownedBy = ({ owner }: Holding, pid: number) => owner?.includes(`-${pid}-`) ?? false;
