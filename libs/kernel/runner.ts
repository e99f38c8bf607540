import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { ContractBook } from './contract-book.js';
import type { EventStore } from './event-store.port.js';
import { Leases, RUNNING_STATES, type Lease, type ShardName } from './lease.js';
import type { PolicyEntry } from './policy.js';
import { enrolPolicy, policyBuild, PolicyWork } from './policy-work.js';
import type { ProjectionRegistry } from './projection-registry.js';
import { finishBuild } from './rebuild-finish.js';
import { enrol } from './rebuild.js';
import { RunnerOperations } from './runner-operations.js';
import { LogPages } from './runner-pages.js';
import { pause } from './runner-pause.js';
import { ProjectionWork } from './runner-projection.js';
import { ShardLoop, type Counters, type LoopHook, type WorkKind } from './runner-shard.js';
import { statusOf, type ProjectionStatus } from './runner-status.js';

export interface RunnerParts {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly book: ContractBook;
  readonly registry: ProjectionRegistry;
  readonly policies?: readonly PolicyEntry[];
  /** Who holds the leases, as operators will read it. Made of host and process when missing. */
  readonly owner?: string;
  readonly hook?: LoopHook;
}

const LOOK_AROUND_MS = 1_000;
const DRAIN_MS = 5_000;

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/**
 * Keeps every read model and every policy of this program up with the log. Any number of programs may run it
 * on one database: shards go to whoever holds the lease.
 */
export class Runner {
  readonly operations: RunnerOperations;
  readonly counters: Record<string, Counters> = {};
  private readonly stopping = new AbortController();
  private readonly loops = new Map<string, Running>();
  private readonly finishing = new Map<string, Promise<void>>();
  private readonly pages: LogPages;
  private readonly leases: Leases;
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RunnerParts) {
    this.operations = new RunnerOperations(parts);
    this.pages = new LogPages(parts.store);
    this.leases = new Leases(
      parts.pool,
      parts.owner ?? `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    );
  }

  /** Makes tables and checkpoints where they are missing, and begins. Throws `ShardsChanged`. */
  async start(): Promise<void> {
    const { registry, pool, policies = [], store } = this.parts;
    for (const entry of registry.entries) await enrol(pool, entry);
    for (const entry of policies) await enrolPolicy(pool, entry, () => store.head());
    await this.lookAround();
    this.watching = this.watch();
  }

  /**
   * Finishes the windows in hand and gives the leases back; after 5 seconds it lets go of what has not
   * finished.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const { stop } of this.loops.values()) stop.abort();
    const all = [
      this.watching,
      ...this.finishing.values(),
      ...[...this.loops.values()].map(({ done }) => done),
    ];
    const drained = new AbortController();
    await Promise.race([
      Promise.allSettled(all).finally(() => drained.abort()),
      pause(DRAIN_MS, drained.signal),
    ]);
  }

  status(): Promise<readonly ProjectionStatus[]> {
    return statusOf(this.parts.pool, this.parts.store);
  }

  private async watch() {
    while (!this.stopping.signal.aborted) {
      await pause(LOOK_AROUND_MS, this.stopping.signal);
      await this.lookAround().catch(() => undefined);
    }
  }

  /**
   * Builds come and go while we run (a rebuild, a cancelled one, one discarded): follows those whose rules we
   * have.
   */
  private async lookAround() {
    const { rows } = await this.parts.pool.query<ShardName & { version: number }>(
      `select s.name, s.build, s.shard, b.version from runner.shard s join runner.build b using (name, build)
        where b.state = any($1)`,
      [RUNNING_STATES],
    );
    const wanted = new Map<string, { shard: ShardName; kind: WorkKind }>();
    for (const { version, ...shard } of rows) {
      const kind = this.workOf(shard.name, version);
      if (kind) wanted.set(`${shard.name}/${shard.build}/${shard.shard}`, { shard, kind });
    }
    for (const [name, { stop }] of this.loops) {
      if (wanted.has(name)) continue;
      stop.abort();
      this.loops.delete(name);
    }
    if (this.stopping.signal.aborted) return;
    for (const [name, { shard, kind }] of wanted) if (!this.loops.has(name)) this.follow(name, shard, kind);
  }

  private workOf(name: string, version: number): WorkKind | undefined {
    const { registry, policies = [], pool, book } = this.parts;
    const entry = registry.entries.find(({ projection }) => projection.name === name);
    if (entry?.projection.version === version)
      return new ProjectionWork(entry, { pool, book, nearHead: (lease) => this.nearHead(lease) });
    const policy = policies.find((one) => policyBuild(one.policy.name) === name);
    return policy && new PolicyWork(policy, { pool, book, leases: this.leases });
  }

  private follow(name: string, shard: ShardName, kind: WorkKind) {
    const counters = (this.counters[shard.name] ??= { applied: 0, windows: 0, failures: 0 });
    const { store, hook } = this.parts;
    const loop = new ShardLoop(shard, kind, {
      store,
      hook,
      counters,
      leases: this.leases,
      pages: this.pages,
    });
    const stop = new AbortController();
    this.loops.set(name, { stop, done: loop.run(stop.signal) });
  }

  /** The holder of a build's first shard brings it to its end, beside its own loop. */
  private nearHead({ name, build, shard, state }: Lease) {
    const key = `${name}/${build}`;
    if (state !== 'building' || shard !== 0 || this.finishing.has(key)) return;
    const { registry, pool, store } = this.parts;
    const end = finishBuild({ pool, store, entry: registry.get(name) }, build)
      .then((finish) => (finish === 'not-near' ? pause(100) : undefined))
      .catch(() => {
        this.counters[name]!.failures += 1;
        return pause(LOOK_AROUND_MS, this.stopping.signal);
      })
      .finally(() => this.finishing.delete(key));
    this.finishing.set(key, end);
  }
}
