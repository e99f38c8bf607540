import type { LandAll, Ready } from './append.js';
import type { IntakeSource } from './intake-source.port.js';
import { recordIn, type KafkaMessage, type Partition } from './kafka-binding.js';
import type { DeadLetters } from './kafka-dead-letters.adapter.js';
import { keyText, type KafkaParking } from './kafka-parking.adapter.js';
import type { IntakeResult } from './record.js';
import type { Sender } from './sender.js';

export type Deliver = Parameters<IntakeSource['start']>[0];

/** The database does not answer for now: the same messages are handed over again later. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

export interface DeliveryDesk {
  readonly deliver: Deliver;
  readonly deadLetters: Pick<DeadLetters, 'send'>;
  /** Missing: nothing is parked, and what follows a rejected record is taken all the same. */
  readonly parking: Pick<KafkaParking, 'park'> | undefined;
}
export interface Consignment {
  readonly from: Partition;
  readonly sender: Sender;
  readonly attempt: number;
  /** Brings what was admitted into history. */
  readonly land: LandAll;
}

/**
 * Never to be repaired: history holds another word under this id, the person is forgotten, or it was never
 * theirs to say.
 */
const beyondRepair = new Set([
  'intake/id-conflict',
  'intake/subject-erased',
  'intake/tombstone',
  'intake/not-your-department',
  'intake/not-your-region',
  'intake/beyond-powers',
]);
export const mayBeRepaired = ({ outcome, problem }: IntakeResult) =>
  outcome === 'rejected' && !beyondRepair.has(problem?.code ?? '');

/**
 * Hands messages of one partition over so that within a key nothing overtakes a record that was turned away
 * and may be repaired. Rejected ones are in the list of rejections and in the dead-letter topic when this
 * resolves. Answers the messages that have to wait because their key is parked. Throws {@link
 * OutcomeUnknown}.
 */
export async function deliverInOrder(
  desk: DeliveryDesk,
  consignment: Consignment,
  messages: readonly KafkaMessage[],
): Promise<KafkaMessage[]> {
  const parked = new Set<string>();
  const waiting: KafkaMessage[] = [];
  for (let rest = messages; rest.length > 0;) {
    const { now, later } = desk.parking
      ? await upToDoubtful(desk, consignment, rest)
      : { now: rest, later: [] };
    const results = await handOver(desk, consignment, now);
    for (const result of results) {
      const { key } = now[result.index]!;
      if (!desk.parking || key === null || !mayBeRepaired(result)) continue;
      const rejectionId = result.rejectionId!;
      if (await desk.parking.park({ ...consignment.from, key, rejectionId })) parked.add(keyText(key));
    }
    rest = later.filter(({ key }) => !parked.has(keyText(key!)));
    waiting.push(...later.filter(({ key }) => parked.has(keyText(key!))));
  }
  return waiting.sort((a, b) => Number(BigInt(a.offset) - BigInt(b.offset)));
}

/** Some were not admitted; nothing was written. */
class SomeDoubtful extends Error {
  constructor(readonly admitted: ReadonlySet<number>) {
    super();
  }
}

/**
 * All of them at once while all are admitted; else of each key what stands before its first doubtful one, and
 * that.
 */
async function upToDoubtful(desk: DeliveryDesk, consignment: Consignment, messages: readonly KafkaMessage[]) {
  const admitted = await admittedOf(desk, consignment, messages);
  if (admitted === 'all') return { now: [], later: [] };
  const doubtful = new Set<string>();
  const [now, later]: [KafkaMessage[], KafkaMessage[]] = [[], []];
  messages.forEach((message, index) => {
    const key = message.key === null ? undefined : keyText(message.key);
    (key !== undefined && doubtful.has(key) ? later : now).push(message);
    if (key !== undefined && !admitted.has(index)) doubtful.add(key);
  });
  return { now, later };
}

/** Tries all; what was not admitted is known before anything is written. */
async function admittedOf(
  { deliver }: DeliveryDesk,
  { from, sender, land }: Consignment,
  messages: readonly KafkaMessage[],
): Promise<'all' | ReadonlySet<number>> {
  const records = messages.map((message) => recordIn(message, from));
  const whenAll = (ready: readonly Ready[]) => {
    if (ready.length === messages.length) return land(ready);
    throw new SomeDoubtful(new Set(ready.map(({ index }) => index)));
  };
  try {
    const results = await deliver(records, sender, 'kafka', whenAll);
    if (results.every(({ outcome }) => outcome === 'recorded' || outcome === 'duplicate')) return 'all';
    return new Set(messages.keys());
  } catch (error) {
    if (error instanceof SomeDoubtful) return error.admitted;
    throw error;
  }
}

async function handOver(
  { deliver, deadLetters }: DeliveryDesk,
  { from, sender, attempt, land }: Consignment,
  messages: readonly KafkaMessage[],
): Promise<readonly IntakeResult[]> {
  const records = messages.map((message) => recordIn(message, from));
  const results = await deliver(records, sender, 'kafka', land);
  if (results.some(({ outcome }) => outcome === 'unknown'))
    throw new OutcomeUnknown('the store did not answer');
  const turnedAway = results.flatMap((result) =>
    result.rejectionId === undefined ? [] : [{ from, message: messages[result.index]!, result, attempt }],
  );
  await deadLetters.send(turnedAway);
  return results;
}
