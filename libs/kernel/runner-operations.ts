import { fenceShards } from './parked-fence.js';
import { parkedEvents, replayPartition, type Repair, type Replayed } from './parked.js';
import { unpark } from './parked-partition.js';
import { redoPartitions } from './parked-redo.js';
import type { PolicyEntry } from './policy.js';
import { policyBuild, PolicyWork } from './policy-work.js';
import { forgetTypes } from './projection-registry.js';
import { accept, cancelRebuild, resumeRebuild, rollBack } from './rebuild-commands.js';
import { inTransaction } from './rebuild-transaction.js';
import { buildsOf, rebuild, type Build } from './rebuild.js';
import type { RunnerParts } from './runner.js';

/**
 * What an operator may ask of the read models. Each works from any program: the holders of leases are fenced.
 */
export class RunnerOperations {
  constructor(private readonly parts: RunnerParts) {}

  /** Builds the read model once more by the same rules, proves that the rows are the same, and switches. */
  rebuild(name: string): Promise<Build> {
    return rebuild(this.parts.pool, this.parts.registry.get(name));
  }

  cancelRebuild(name: string): Promise<void> {
    return cancelRebuild(this.parts.pool, name);
  }

  resumeRebuild(name: string): Promise<void> {
    return resumeRebuild(this.parts.pool, name);
  }

  /** Shows readers the build that was live before. */
  rollBack(name: string): Promise<Build> {
    return rollBack(this.parts.pool, name);
  }

  /** Shows readers a build that was withdrawn, or one whose differences from the live one are accepted. */
  accept(name: string): Promise<Build> {
    return accept(this.parts.pool, name);
  }

  /**
   * Applies what is parked of one partition (a policy's name is `policy:<name>`), by today's rules and in
   * order.
   */
  async replayParked(name: string, partition: string): Promise<Replayed> {
    const policy = this.parts.policies?.find((one) => policyBuild(one.policy.name) === name);
    if (policy) return this.replayPolicy(policy, partition);
    const repair = { ...this.parts, entry: this.parts.registry.get(name) };
    const builds = (await buildsOf(this.parts.pool, name)).filter(
      ({ version }) => version === repair.entry.projection.version,
    );
    const answers: Replayed[] = [];
    for (const { build } of builds) answers.push(await this.replayBuild(repair, build, partition));
    return answers.find(({ waiting, applied }) => waiting + applied > 0) ?? NOTHING;
  }

  private async replayBuild(repair: Repair, build: number, partition: string): Promise<Replayed> {
    if (!partition.startsWith('stream:')) return replayPartition(repair, build, partition);
    const projection = forgetTypes(repair.entry);
    const { name } = projection;
    const events = await parkedEvents(repair.pool, repair.store, { name, build, partition });
    const touched = events.flatMap((recorded) => projection.partitions(repair.book.current(recorded)));
    await redoPartitions(repair, build, [...new Set(touched)]);
    await unpark(repair.pool, { name, build, partition });
    return { applied: events.length, waiting: 0, failure: undefined };
  }

  private replayPolicy(entry: PolicyEntry, partition: string): Promise<Replayed> {
    const { pool, book, store } = this.parts;
    const work = new PolicyWork(entry, { pool, book });
    const at = { name: policyBuild(entry.policy.name), build: 1, partition };
    return inTransaction(pool, async (client) => {
      await fenceShards(client, at);
      const events = await parkedEvents(client, store, at);
      for (const recorded of events) await work.react(recorded);
      await unpark(client, at);
      return { applied: events.length, waiting: 0, failure: undefined };
    });
  }
}
const NOTHING: Replayed = { applied: 0, waiting: 0, failure: undefined };
