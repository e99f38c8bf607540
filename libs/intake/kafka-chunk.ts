import type { EventStore } from '#kernel';
import { appendAll, type Landing, type LandAll, type Ready } from './append.js';
import type { KafkaMessage } from './kafka-binding.js';
import { deliverInOrder, type DeliveryDesk } from './kafka-delivery.js';
import type { Claim, KafkaOffsets, Move } from './kafka-offsets.adapter.js';
import { keyText, type KafkaParking } from './kafka-parking.adapter.js';
import type { Sender } from './sender.js';

export interface ChunkDesk extends DeliveryDesk {
  readonly store: EventStore;
  readonly offsets: Pick<KafkaOffsets, 'companion' | 'move'>;
  readonly parking: Pick<KafkaParking, 'park' | 'among' | 'hold'> | undefined;
  readonly senderOf: (topic: string) => Sender;
}

export const MESSAGES_PER_CHUNK = 500;
const BYTES_PER_CHUNK = 2 * 1024 * 1024;

/** What goes together into one transaction: neither too many messages nor too many bytes. */
export function* chunksOf(
  messages: readonly KafkaMessage[],
  most = MESSAGES_PER_CHUNK,
): Generator<KafkaMessage[]> {
  let chunk: KafkaMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = message.value?.length ?? 0;
    if (chunk.length > 0 && (chunk.length >= most || bytes + size > BYTES_PER_CHUNK)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(message);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Makes one chunk safe and moves the offset behind it. When every message is admitted, its events and the
 * offset are one transaction. When some are turned away or wait, the offset moves after all of it is safe;
 * what was appended before a crash is then a duplicate the next time, by its id. Throws `OutcomeUnknown`,
 * `OffsetFenced`, `KeyReleased`.
 */
export async function takeChunk(
  desk: ChunkDesk,
  claim: Claim,
  chunk: readonly KafkaMessage[],
  attempt: number,
): Promise<Move> {
  const move = { first: BigInt(chunk[0]!.offset), next: BigInt(chunk.at(-1)!.offset) + 1n };
  const { passing, behind } = await apart(desk, claim, chunk);
  const joined = new JoinedLanding(desk, claim, { move, count: chunk.length });
  const sender = desk.senderOf(claim.topic);
  const waiting = await deliverInOrder(desk, { from: claim, sender, attempt, land: joined.land }, passing);
  const held = [...behind, ...waiting].map((message) => ({ key: message.key!, message }));
  if (held.length > 0) await desk.parking!.hold(claim, held);
  if (!joined.moved) await desk.offsets.move(claim, move);
  return move;
}

/** Whose key is parked already waits behind it. */
async function apart({ parking }: ChunkDesk, claim: Claim, chunk: readonly KafkaMessage[]) {
  if (!parking) return { passing: chunk, behind: [] };
  const keys = new Map(chunk.flatMap(({ key }) => (key === null ? [] : [[keyText(key), key] as const])));
  const parked = await parking.among(claim, [...keys.values()]);
  const isParked = ({ key }: KafkaMessage) => key !== null && parked.has(keyText(key));
  return { passing: chunk.filter((message) => !isParked(message)), behind: chunk.filter(isParked) };
}

/**
 * Brings events into history together with the offset when they are the whole chunk, and by themselves
 * otherwise.
 */
class JoinedLanding {
  moved = false;

  constructor(
    private readonly desk: ChunkDesk,
    private readonly claim: Claim,
    private readonly whole: { readonly move: Move; readonly count: number },
  ) {}

  readonly land: LandAll = async (ready) => {
    const { store } = this.desk;
    const positions = ready.length === this.whole.count ? await this.together(ready) : undefined;
    if (!positions) return appendAll(store, ready);
    this.moved = true;
    return new Map(ready.map(({ index }, i): [number, Landing] => [index, recordedAt(positions[i]!)]));
  };

  private async together(ready: readonly Ready[]) {
    const appends = ready.map(({ stream, event }) => ({ stream, expected: 'any' as const, events: [event] }));
    const companion = this.desk.offsets.companion(this.claim, this.whole.move);
    return this.desk.store.appendWith?.(appends, companion);
  }
}

const recordedAt = (position: bigint): Landing => ({ outcome: 'recorded', position });
