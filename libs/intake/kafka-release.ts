import type { EventStore } from '#kernel';
import { appendAll } from './append.js';
import type { KafkaMessage } from './kafka-binding.js';
import { deliverInOrder, type DeliveryDesk } from './kafka-delivery.js';
import type { ParkingBay } from './kafka-parking-bay.js';
import type { KafkaParking, ParkedKey } from './kafka-parking.adapter.js';
import type { Sender } from './sender.js';

export interface ReleaseDesk extends DeliveryDesk {
  readonly store: EventStore;
  readonly senderOf: (topic: string) => Sender;
}

const AT_ONCE = 200;

/** Takes what waits behind a settled rejection in, in its order, before anything newer of the key. */
export class ParkedKeys {
  constructor(
    private readonly desk: ReleaseDesk,
    private readonly parking: Pick<KafkaParking, 'withReleasable'>,
  ) {}

  /** Answers whether there was a key of these topics to release. */
  releaseOne(topics: readonly string[]): Promise<boolean> {
    return this.parking.withReleasable(topics, (bay) => this.empty(bay));
  }

  private async empty(bay: ParkingBay): Promise<void> {
    const sender = this.desk.senderOf(bay.parked.topic);
    for (;;) {
      const messages = await bay.first(AT_ONCE);
      if (messages.length === 0 && (await bay.free())) return;
      const behind = new ParkedAgain();
      const waiting = await this.deliver(bay.parked, sender, messages, behind);
      const left = new Set(waiting.map(({ offset }) => offset));
      await bay.settled(messages.flatMap(({ offset }) => (left.has(offset) ? [] : [offset])));
      if (behind.rejectionId === undefined) continue;
      await bay.parkBehind(behind.rejectionId);
      return;
    }
  }

  private deliver(from: ParkedKey, sender: Sender, messages: readonly KafkaMessage[], parking: ParkedAgain) {
    const land: Parameters<typeof deliverInOrder>[1]['land'] = (ready) => appendAll(this.desk.store, ready);
    return deliverInOrder({ ...this.desk, parking }, { from, sender, land, attempt: 1 }, messages);
  }
}

/** The key is parked already; what it waits for is another rejection now. */
class ParkedAgain {
  rejectionId: string | undefined;

  park({ rejectionId }: ParkedKey): Promise<boolean> {
    this.rejectionId ??= rejectionId;
    return Promise.resolve(true);
  }
}
