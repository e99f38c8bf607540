import type { Pool } from 'pg';
import { Refused } from './carry-out.js';
import type { ContractBook } from './contract-book.js';
import type { Recorded } from './event.js';
import { LEASE_RENEWAL_MS, type Lease, type Leases } from './lease.js';
import { parkedPartitions } from './parked.js';
import { reactionsTo, type PolicyEntry, type Reaction } from './policy.js';
import type { ParkedEvent } from './projector.js';
import { RowWriter } from './row-writer.js';
import { pause } from './runner-pause.js';
import type { ShardWork, WorkKind } from './shard-work.js';

const AT_ONCE = 16;
const TRIES = 5;
const FIRST_PAUSE_MS = 50;

export interface PolicyParts {
  readonly pool: Pool;
  readonly book: ContractBook;
  /** Only a replay has none. */
  readonly leases?: Leases;
}

/**
 * Work of a policy: commands instead of rows. Partitions are answered side by side, events of one in their
 * order.
 */
export class PolicyWork implements WorkKind {
  readonly window = 500;

  constructor(
    private readonly entry: PolicyEntry,
    private readonly parts: PolicyParts,
  ) {}

  async open(lease: Lease): Promise<ShardWork> {
    const { pool, leases } = this.parts;
    const waiting = await parkedPartitions(pool, lease);
    const writer = new RowWriter(pool);
    return {
      prepare: async ({ events, next }, { from }) => {
        const alive = setInterval(() => void leases?.renew(lease).catch(() => undefined), LEASE_RENEWAL_MS);
        try {
          const parked = await this.answerAll(events, waiting);
          return () => writer.write({ lease, from, to: next }, { parked });
        } finally {
          clearInterval(alive);
        }
      },
    };
  }

  private async answerAll(events: readonly Recorded[], waiting: Set<string>): Promise<ParkedEvent[]> {
    const lines = [...this.byPartition(events)];
    const parked: ParkedEvent[] = [];
    const worker = async () => {
      for (let line = lines.shift(); line; line = lines.shift()) {
        for (const recorded of line[1]) parked.push(...(await this.answer(recorded, line[0], waiting)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return parked;
  }

  private byPartition(events: readonly Recorded[]): Map<string, Recorded[]> {
    const lines = new Map<string, Recorded[]>();
    for (const recorded of events) {
      const partition = this.partitionOf(recorded);
      const line = lines.get(partition);
      if (line) line.push(recorded);
      else lines.set(partition, [recorded]);
    }
    return lines;
  }

  private partitionOf(recorded: Recorded): string {
    try {
      return this.entry.policy.partition(recorded);
    } catch {
      return `stream:${recorded.stream}`;
    }
  }

  private async answer(recorded: Recorded, partition: string, waiting: Set<string>): Promise<ParkedEvent[]> {
    if (waiting.has(partition)) return [{ partition, recorded, failure: undefined }];
    try {
      await this.react(recorded);
      return [];
    } catch (failure) {
      waiting.add(partition);
      const words = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
      return [{ partition, recorded, failure: { class: 'rule', words: words.slice(0, 1000) } }];
    }
  }

  /** All commands one event causes, one after another. Throws when one fails for good. */
  async react(recorded: Recorded): Promise<void> {
    const { policy } = this.entry;
    const reactions = reactionsTo(policy, this.parts.book.current(recorded));
    for (const [ordinal, reaction] of reactions.entries()) await this.insist(recorded, ordinal, reaction);
  }

  private async insist(recorded: Recorded, ordinal: number, { command, authored }: Reaction<unknown>) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.entry.dispatch(command, authored);
        return;
      } catch (failure) {
        if (failure instanceof Refused)
          return this.record(failure, { recorded, ordinal, id: authored.commandId });
        if (attempt === TRIES) throw failure;
        await pause(FIRST_PAUSE_MS * 3 ** (attempt - 1));
      }
    }
  }

  /** The decider said no: an answer to keep and show, not a failure. */
  private async record(
    { refusal }: Refused,
    { recorded, ordinal, id }: { recorded: Recorded; ordinal: number; id: string },
  ) {
    const { eventId, position } = recorded;
    await this.parts.pool.query(
      `insert into runner.policy_refusal (policy, event_id, ordinal, position, command_id, code, facts)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [this.entry.policy.name, eventId, ordinal, position, id, refusal.code, JSON.stringify(refusal.facts)],
    );
  }
}

/** A policy's place in the tables of the runner. No projection can have this name. */
export const policyBuild = (name: string) => `policy:${name}`;

/** Gives a new policy its checkpoint: the beginning of the log, or its present end. */
export async function enrolPolicy(
  pool: Pool,
  { policy }: PolicyEntry,
  head: () => Promise<bigint>,
): Promise<void> {
  const position = policy.start === 'now' ? await head() : 0n;
  await pool.query(
    `with made as (insert into runner.build (name, build, version, shards, state, relation)
       values ($1, 1, 1, 1, 'live', '') on conflict do nothing returning name)
     insert into runner.shard (name, build, shard, position) select name, 1, 0, $2 from made`,
    [policyBuild(policy.name), position],
  );
}
