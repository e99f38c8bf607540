import type { KafkaLink } from '#kernel';
import type { Logger } from '@nestjs/common';
import type { Partition } from './kafka-binding.js';
import type { Claim, KafkaOffsets, Move } from './kafka-offsets.adapter.js';

/** A partition that is ours, and whether the client was told where to begin. */
export interface Placed {
  claim: Claim;
  sought: boolean;
}
interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/**
 * Where to begin in a partition that holds `low` to `high`, and what is wrong with that. `lost`: the broker
 * deleted messages that nobody took over. `another`: our place lies beyond the end, so this is not the topic
 * we read: it was made anew.
 */
export function placeWithin(next: bigint, { low, high }: Bounds): { at: bigint; alarm?: 'lost' | 'another' } {
  if (next > high) return { at: low, alarm: 'another' };
  if (next < low) return next === 0n ? { at: low } : { at: low, alarm: 'lost' };
  return { at: next };
}

type Seek = (to: { topic: string; partition: number; offset: string }) => void;
const nameOf = ({ topic, partition }: Partition) => `${topic}/${partition}`;

/**
 * Our place in each partition that the group gave us. The database knows it; the group's own offsets do not
 * count.
 */
export class Places {
  private readonly placed = new Map<string, Promise<Placed>>();

  constructor(
    private readonly offsets: Pick<KafkaOffsets, 'claim' | 'relocate'>,
    private readonly link: Pick<KafkaLink, 'bounds'>,
    private readonly seek: Seek,
    private readonly log: Pick<Logger, 'error'>,
  ) {}

  /** The group was shared out: these are ours now, and nothing else is. */
  assigned(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.placed.clear();
    for (const [topic, partitions] of Object.entries(assignment)) {
      const bounds = this.link.bounds(topic);
      for (const partition of partitions) this.take({ topic, partition }, bounds);
    }
  }

  of(partition: Partition): Promise<Placed> {
    return this.placed.get(nameOf(partition)) ?? this.take(partition, this.link.bounds(partition.topic));
  }

  forget(partition: Partition): void {
    this.placed.delete(nameOf(partition));
  }

  moved(placed: Placed, move: Move): Move {
    placed.claim = { ...placed.claim, next: move.next };
    return move;
  }

  /**
   * Whether a batch begins at our place. One that begins elsewhere was fetched before the client knew our
   * place: it is dropped, and the client sent there, once. What is missing after that (a transaction's marks,
   * deleted messages) is not there.
   */
  begins(placed: Placed, messages: readonly { offset: string }[]): boolean {
    const { claim, sought } = placed;
    const [first] = messages;
    if (first === undefined) return false;
    if (BigInt(first.offset) === claim.next) return true;
    if (sought) return BigInt(messages.at(-1)!.offset) >= claim.next || this.lostOurWay(placed);
    placed.sought = true;
    this.seek({ ...claim, offset: String(claim.next) });
    return false;
  }

  /** Sent to our place and still given what lies before it: the topic is shorter than it was. Looks anew. */
  private lostOurWay({ claim }: Placed): false {
    this.forget(claim);
    return false;
  }

  private take(partition: Partition, bounds: Promise<ReadonlyMap<number, Bounds>>): Promise<Placed> {
    const placing = this.place(partition, bounds);
    this.placed.set(nameOf(partition), placing);
    placing.catch(() => {
      if (this.placed.get(nameOf(partition)) === placing) this.forget(partition);
    });
    return placing;
  }

  private async place(partition: Partition, bounds: Promise<ReadonlyMap<number, Bounds>>): Promise<Placed> {
    const within = (await bounds).get(partition.partition);
    const claim = await this.offsets.claim(partition);
    if (within === undefined) return { claim, sought: false };
    const { at, alarm } = placeWithin(claim.next, within);
    if (alarm) this.log.error(alarmOf(nameOf(partition), alarm, claim.next, at));
    if (at !== claim.next) await this.offsets.relocate(claim, at);
    this.seek({ ...partition, offset: String(at) });
    return { claim: { ...claim, next: at }, sought: true };
  }
}

const alarmOf = (name: string, alarm: 'lost' | 'another', from: bigint, at: bigint) =>
  alarm === 'lost'
    ? `${name}: messages ${from} to ${at - 1n} were deleted by the broker before they were read`
    : `${name}: we had read up to ${from}, which the topic does not hold: it was made anew, reading from ${at}`;
