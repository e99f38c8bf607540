import type { Pool } from 'pg';
import type { ContractBook } from './contract-book.js';
import type { EventStore } from './event-store.port.js';
import { Leases, type Lease, type ShardName } from './lease.js';
import { Members, ownerName } from './member.js';
import type { PolicyEntry } from './policy.js';
import { enrolPolicy, policyBuild, PolicyWork } from './policy-work.js';
import type { ProjectionRegistry } from './projection-registry.js';
import { finishBuild } from './rebuild-finish.js';
import { enrol } from './rebuild.js';
import { RunnerOperations } from './runner-operations.js';
import { LogPages } from './runner-pages.js';
import { pause } from './runner-pause.js';
import { ProjectionWork } from './runner-projection.js';
import { FairShare, workName } from './runner-share.js';
import { ShardLoop } from './runner-shard.js';
import { statusOf, type ProjectionStatus } from './runner-status.js';
import type { Counters, LoopHook, WorkKind } from './shard-work.js';

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
/** A policy has one build for ever: its rules change with the program. */
const POLICY_VERSION = 1;

interface Running {
  readonly loop: ShardLoop;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/**
 * Keeps every read model and every policy of this program up with the log. Any number of programs may run it
 * on one database: each takes its fair share of the shards, and works on one while it holds the lease.
 */
export class Runner {
  readonly operations: RunnerOperations;
  readonly counters: Record<string, Counters> = {};
  private readonly stopping = new AbortController();
  private readonly loops = new Map<string, Running>();
  private readonly finishing = new Map<string, Promise<void>>();
  private readonly pages: LogPages;
  private readonly leases: Leases;
  private readonly members: Members;
  private readonly share: FairShare;
  private readonly leaving = new Set<Promise<void>>();
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RunnerParts) {
    this.operations = new RunnerOperations(parts);
    this.pages = new LogPages(parts.store);
    const owner = parts.owner ?? ownerName();
    this.leases = new Leases(parts.pool, owner);
    this.members = new Members(parts.pool, owner);
    this.share = new FairShare(parts.pool, this.members);
  }

  /** Makes tables and checkpoints where they are missing: readers need them too. Throws `ShardsChanged`. */
  async enrol(): Promise<void> {
    const { registry, pool, policies = [], store } = this.parts;
    for (const entry of registry.entries) await enrol(pool, entry);
    for (const entry of policies) await enrolPolicy(pool, entry, () => store.head());
  }

  /** Enrols, and begins. Throws `ShardsChanged`. */
  async start(): Promise<void> {
    // First of all: programs that start together see each other before one of them takes everything.
    await this.members.appear(this.work());
    await this.enrol().catch((failure: unknown) => this.members.leave().then(() => Promise.reject(failure)));
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
      this.watching.then(() => this.members.leave()),
      ...this.finishing.values(),
      ...this.leaving,
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

  /** Shards whose lease this program holds now. */
  get held(): readonly ShardName[] {
    return [...this.loops.values()].filter(({ loop }) => loop.holds).map(({ loop }) => loop.shard);
  }

  /**
   * Programs and builds come and go while we run (a rebuild, a cancelled one, one discarded): follows the
   * shards that are ours by a fair share and lets go of the others, each at the end of its window.
   */
  private async lookAround() {
    const wanted = new Map<string, { shard: ShardName; kind: WorkKind }>();
    for (const { key, version, ...shard } of await this.share.mine(this.work())) {
      const kind = this.workOf(shard.name, version);
      if (kind) wanted.set(key, { shard, kind });
    }
    for (const [name, running] of this.loops) {
      if (wanted.has(name)) continue;
      this.loops.delete(name);
      this.letGo(running);
    }
    if (this.stopping.signal.aborted) return;
    for (const [name, { shard, kind }] of wanted) if (!this.loops.has(name)) this.follow(name, shard, kind);
  }

  private letGo({ stop, done }: Running) {
    stop.abort();
    const gone: Promise<void> = done.finally(() => this.leaving.delete(gone));
    this.leaving.add(gone);
  }

  /** What this program has rules for. */
  private work(): readonly string[] {
    const { registry, policies = [] } = this.parts;
    return [
      ...registry.entries.map(({ projection: { name, version } }) => workName(name, version)),
      ...policies.map(({ policy }) => workName(policyBuild(policy.name), POLICY_VERSION)),
    ];
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
    this.loops.set(name, { loop, stop, done: loop.run(stop.signal) });
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
